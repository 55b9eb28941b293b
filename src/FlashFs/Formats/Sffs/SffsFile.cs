using System.Text;
using FlashFs.Devices;

namespace FlashFs.Formats.Sffs;

/// <summary>An open file of a mounted volume: reading from a position, writing at the end.</summary>
/// <remarks>Reading and writing have nothing to do with each other: writing does not move the position.</remarks>
public sealed class SffsFile : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SffsVolume _volume;
    private readonly SffsRecord _record;
    private readonly SffsFileMode _mode;
    private int _position;
    private bool _isOpen = true;

    // The size of the last page is still to be written.
    private bool _isDirty;

    // An operation on the flash failed half-way: nobody knows what is in the last page.
    private bool _isBroken;

    internal SffsFile(SffsVolume volume, SffsRecord record, SffsFileMode mode)
    {
        _volume = volume;
        _record = record;
        _mode = mode;
    }

    /// <summary>The id of the file.</summary>
    public int Id => _record.Id;

    /// <summary>The name of the file.</summary>
    public string Name => _record.Name;

    /// <summary>Where the next reading begins, in bytes from the start (<c>tell</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>.</exception>
    public int Position => Open()._position;

    /// <summary>Whether the position is at the end (<c>eof</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>.</exception>
    public bool IsAtEnd => Open()._position >= _record.Length;

    /// <summary>The length of the file in bytes, as far as it is written (<c>len</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>.</exception>
    public int Length => Open()._record.Length;

    /// <summary>When the file was created, in Unix seconds (<c>created</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>.</exception>
    public int Created => Open()._record.Created;

    /// <summary>Moves the position (<c>seek</c>).</summary>
    /// <param name="position">In bytes from the start, at most the length.</param>
    /// <returns>The file.</returns>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>, <see cref="SffsError.InvalidParameters"/>.</exception>
    public SffsFile Seek(int position)
    {
        if (position < 0 || position > Length)
        {
            throw new SffsException(SffsError.InvalidParameters, $"Position {position} is not in the {Length} bytes of '{Name}'.");
        }

        _position = position;
        return this;
    }

    /// <summary>Reads from the position on, and moves it (<c>read</c>).</summary>
    /// <param name="length">How many bytes at most; null means to the end.</param>
    /// <returns>The bytes: fewer than asked for only at the end.</returns>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>, <see cref="SffsError.InvalidParameters"/>: the length is negative.</exception>
    /// <exception cref="PowerCutException">The power is off.</exception>
    public byte[] Read(int? length = null)
    {
        int left = Length - _position;
        if (length < 0)
        {
            throw new SffsException(SffsError.InvalidParameters, $"{length} bytes cannot be read from '{Name}'.");
        }

        byte[] bytes = new byte[Math.Min(length ?? left, left)];
        Read(bytes);
        return bytes;
    }

    /// <summary>Reads from the position on, and moves it (<c>read</c>).</summary>
    /// <returns>How many bytes: fewer than there is room for only at the end.</returns>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>.</exception>
    /// <exception cref="PowerCutException">The power is off.</exception>
    public int Read(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, Length - _position);
        _record.Read(_volume.DevicePages(), _position, destination[..count]);
        _position += count;
        return count;
    }

    /// <summary>Writes text in UTF-8 at the end (<c>write</c>).</summary>
    /// <returns>How many bytes were written to pages: headers count, sizes do not.</returns>
    /// <exception cref="SffsException">As the other overload, and <see cref="SffsError.InvalidWriteData"/>: it is null, or no text that UTF-8 can hold.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public int Write(string? text)
    {
        ThrowIfNotWritable();
        try
        {
            return Write(StrictUtf8.GetBytes(text ?? throw new SffsException(SffsError.InvalidWriteData, $"Null was to be written to '{Name}'.")));
        }
        catch (EncoderFallbackException)
        {
            throw new SffsException(SffsError.InvalidWriteData, $"The text for '{Name}' holds half a surrogate pair, which has no bytes.");
        }
    }

    /// <summary>Writes bytes at the end (<c>write</c>).</summary>
    /// <returns>How many bytes were written to pages: headers count, sizes do not.</returns>
    /// <exception cref="SffsException">
    /// <see cref="SffsError.FileClosed"/>, <see cref="SffsError.FileWriteR"/>; <see cref="SffsError.NoFreeSpace"/>: what
    /// fitted is written, and more can be when there is room; <see cref="SffsError.Validation"/>: no more can be written.
    /// </exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public int Write(ReadOnlySpan<byte> data)
    {
        ThrowIfNotWritable();
        int written = 0;
        _isBroken = true; // unless all goes well, or there is no room
        try
        {
            while (!data.IsEmpty)
            {
                if (SffsVolume.RoomInLastPage(_record) == 0)
                {
                    written += _volume.AddPage(_record);
                }

                int count = Math.Min(data.Length, SffsVolume.RoomInLastPage(_record));
                _volume.Append(_record, data[..count]);
                _isDirty = true;
                data = data[count..];
                written += count;
                if (SffsVolume.RoomInLastPage(_record) == 0)
                {
                    _volume.CloseLastPage(_record);
                    _isDirty = false;
                }
            }

            _isBroken = false;
        }
        catch (SffsException e)
        {
            _isBroken = e.Error != SffsError.NoFreeSpace;
            _volume.FinishWrite();
            throw;
        }

        _volume.FinishWrite();
        return written;
    }

    /// <summary>Closes the file (<c>close</c>): with that the last page is complete.</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileClosed"/>: it was closed before.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public void Close()
    {
        _ = Open();
        _isOpen = false;
        if (_isDirty && !_isBroken)
        {
            _volume.CloseLastPage(_record);
        }

        _volume.Close(this);
    }

    /// <summary>Closes the file unless it is closed, or the flash has failed under it.</summary>
    public void Dispose()
    {
        if (_isOpen && !_isBroken && _volume.HasPower)
        {
            Close();
        }
        else if (_isOpen)
        {
            _isOpen = false;
            _volume.Forget(this);
        }
    }

    private SffsFile Open() => _isOpen ? this : throw new SffsException(SffsError.FileClosed, $"'{Name}' was closed.");

    private void ThrowIfNotWritable()
    {
        if (Open()._mode != SffsFileMode.Write)
        {
            throw new SffsException(SffsError.FileWriteR, $"'{Name}' was opened to be read.");
        }

        if (_isBroken)
        {
            throw new SffsException(
                SffsError.Validation, $"Writing '{Name}' failed after {_record.Length} bytes; close and erase it, and write it again.");
        }
    }
}
