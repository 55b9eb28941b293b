using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>An output under way. Disposing without <see cref="Commit"/> removes it and leaves the former output as it was.</summary>
public sealed class TemporaryFile : IDisposable
{
    // Systems give a file memory in blocks as large as what is written at once, and the largest are those they have not at hand: 40 MB
    // took up to 100 ms in one piece where a server lends its guests memory, and 7 in these.
    private const int PieceLength = 1 << 18;

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream? _stream;
    private readonly string? _original;
    private Memory<byte> _memory;
    private bool _committed;

    internal TemporaryFile(string path, string temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        _stream = stream;
    }

    /// <summary>An output that is another name of a file which is there.</summary>
    internal TemporaryFile(string path, string temporary, string original)
    {
        _path = path;
        _temporary = temporary;
        _original = original;
    }

    /// <summary>Takes the bytes.</summary>
    /// <exception cref="InvalidOperationException">The output is another name of a file which has its bytes.</exception>
    public FileStream Stream => _stream ?? throw new InvalidOperationException("The output has its bytes.");

    /// <summary>Writes bytes.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the disk is full, or fails.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            for (; !bytes.IsEmpty; bytes = bytes[Math.Min(PieceLength, bytes.Length)..])
            {
                Stream.Write(bytes[..Math.Min(PieceLength, bytes.Length)]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.NotWritable(_path, e, bytes.Length);
        }
    }

    /// <summary>Gives the file as memory, which is its bytes and must be there until <see cref="Commit"/>; null where they must be written.</summary>
    /// <param name="length">How many there are.</param>
    internal FileBlock? TryMap(int length)
    {
        FileBlock? block = FileBlock.TryOpen(Stream, length);
        _memory = block?.Memory ?? default;
        return block;
    }

    /// <summary>Makes the temporary file the output.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the output cannot be replaced.</exception>
    public void Commit()
    {
        try
        {
            if (!_memory.IsEmpty)
            {
                // A file takes its time when a page of its memory is first touched, and that is before the last input was read.
                ReadOnlySpan<byte> last = [_memory.Span[^1]];
                RandomAccess.Write(Stream.SafeFileHandle, last, _memory.Length - 1);
            }

            _stream?.Dispose();
            Move();
            if (_original is not null)
            {
                File.Delete(_temporary); // of two names of one file the system keeps both
            }

            _committed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.NotWritable(_path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        try
        {
            _stream?.Dispose();
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // the error that led here is the one to report; DeleteAbandoned gets the file next time
        }
    }

    private void Move()
    {
        while (true)
        {
            try
            {
                File.Move(_temporary, _path, overwrite: true);
                return;
            }
            catch (FileNotFoundException) when (_original is { } original && HardLink.TryCreate(_temporary, original))
            {
                continue; // it is as old as the file and locked by nobody: another build that cleans up takes it for abandoned
            }
        }
    }
}
