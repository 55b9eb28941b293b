using System.Text;

namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// A file, opened by a process. What is written is collected and goes to the kernel when the buffer is full, on
/// <see cref="Flush"/> and on <see cref="Close"/>; before that nobody sees it.
/// </summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_io.js</c>, <c>FileStream</c>.</remarks>
public sealed class ChirpFileStream : IDisposable
{
    /// <summary>How many code units are collected where nothing else is said.</summary>
    public const int DefaultBufferSize = 1024;

    private readonly ChirpOpenMode _mode;
    private readonly StringBuilder _buffer = new();
    private int _bufferSize = DefaultBufferSize;
    private int _position;
    private bool _isClosed;

    // A stream that writes a file anew empties it with its first flush: until then the former contents are there.
    private bool _emptiesFile;

    internal ChirpFileStream(ChirpProcess process, ChirpFile file, string mode)
    {
        Process = process;
        File = file;
        Mode = mode;
        _mode = Parse(mode);
        _emptiesFile = _mode == ChirpOpenMode.Write;
        _position = _mode == ChirpOpenMode.Append ? file.Length : 0;
    }

    /// <summary>The process.</summary>
    public ChirpProcess Process { get; }

    /// <summary>The file.</summary>
    public ChirpFile File { get; }

    /// <summary>The mode, as it was given.</summary>
    public string Mode { get; }

    /// <summary>Whether it is closed, or its process has ended.</summary>
    public bool IsClosed => _isClosed || Process.HasEnded;

    /// <summary>How many code units are collected before they go to the kernel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int BufferSize
    {
        get => _bufferSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _bufferSize = value;
        }
    }

    private bool CanWrite => (_mode & (ChirpOpenMode.Write | ChirpOpenMode.Append)) != 0;

    // The end as the stream sees it; what lies in the buffer comes on top.
    private int End => _emptiesFile ? 0 : File.Length;

    // Where the buffer goes. Somebody else may have cut the file since.
    private int WritePosition => (_mode & ChirpOpenMode.Append) != 0 ? File.Length : Math.Min(_position, End);

    /// <summary>Goes to a position; to the end where there is none such. What is in the buffer is flushed before.</summary>
    /// <param name="position">The position in code units.</param>
    /// <exception cref="ChirpException">STREAM_IS_CLOSED; what <see cref="Flush"/> throws.</exception>
    public void Seek(int position)
    {
        RequireOpen();
        if (_buffer.Length > 0)
        {
            FlushBuffer();
        }

        _position = position < 0 || position > End ? End : position;
    }

    /// <summary>The position in code units, behind what is in the buffer.</summary>
    public int Tell() => _buffer.Length == 0 ? _position : WritePosition + _buffer.Length;

    /// <summary>Reads, and goes on by what was read.</summary>
    /// <param name="count">How many code units; fewer come at the end of the file.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="ChirpException">
    /// STREAM_NOT_IN_READ_MODE; STREAM_IS_CLOSED; PERMISSION_DENIED; FILE_IS_READ_LOCKED; FILE_NOT_FOUND: the file was deleted.
    /// </exception>
    public string Read(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ReadOnlySpan<char> rest = Rest();
        return Take(rest[..Math.Min(count, rest.Length)]);
    }

    /// <summary>Reads the rest of the file.</summary>
    /// <exception cref="ChirpException">As for <see cref="Read(int)"/>.</exception>
    public string Read() => Take(Rest());

    /// <summary>Reads up to the end of the line, with its <c>\n</c>, or to the end of the file; nothing at the end.</summary>
    /// <exception cref="ChirpException">As for <see cref="Read(int)"/>.</exception>
    public string ReadLine()
    {
        ReadOnlySpan<char> rest = Rest();
        int newLine = rest.IndexOf('\n');
        return Take(newLine < 0 ? rest : rest[..(newLine + 1)]);
    }

    /// <summary>Writes. When this fills the buffer, all that makes up whole buffers goes to the kernel at once.</summary>
    /// <param name="data">Any code units.</param>
    /// <exception cref="ChirpException">STREAM_NOT_IN_WRITE_MODE; STREAM_IS_CLOSED; what <see cref="Flush"/> throws. Nothing has been written then.</exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system would be too large to be saved. Nothing has been written then.</exception>
    public void Write(ReadOnlySpan<char> data)
    {
        RequireWritable();
        int whole = (_buffer.Length + data.Length) / _bufferSize * _bufferSize;
        if (whole == 0)
        {
            _buffer.Append(data);
            return;
        }

        int fromData = Math.Max(0, whole - _buffer.Length);
        int kept = _buffer.Length;
        _buffer.Append(data[..fromData]);
        try
        {
            FlushBuffer();
        }
        catch
        {
            _buffer.Length = kept;
            throw;
        }

        _buffer.Append(data[fromData..]);
    }

    /// <summary>Writes a text and <c>\n</c>.</summary>
    /// <exception cref="ChirpException">As for <see cref="Write"/>.</exception>
    public void WriteLine(string text) => Write(text + "\n");

    /// <summary>Hands what has been collected to the kernel, which writes and saves it.</summary>
    /// <exception cref="ChirpException">
    /// STREAM_NOT_IN_WRITE_MODE; STREAM_IS_CLOSED; PERMISSION_DENIED; FILE_IS_WRITE_LOCKED; FILE_NOT_FOUND: the file was deleted.
    /// What has been collected is still there.
    /// </exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system would be too large to be saved. What has been collected is still there.</exception>
    public void Flush()
    {
        RequireWritable();
        FlushBuffer();
    }

    /// <summary>Flushes and closes. A stream that writes a file anew has emptied it then, even if nothing was written.</summary>
    /// <exception cref="ChirpException">STREAM_IS_CLOSED; what <see cref="Flush"/> throws, and then the stream stays open.</exception>
    public void Close()
    {
        RequireOpen();
        if (CanWrite)
        {
            FlushBuffer();
        }

        _isClosed = true;
    }

    /// <summary>Closes the stream, unless it is closed.</summary>
    public void Dispose()
    {
        if (!IsClosed)
        {
            Close();
        }
    }

    internal static ChirpOpenMode Parse(string mode)
    {
        ChirpOpenMode parsed = ChirpOpenMode.None;
        foreach (char letter in mode)
        {
            parsed |= letter switch
            {
                'r' => ChirpOpenMode.Read,
                'w' => ChirpOpenMode.Write,
                'a' => ChirpOpenMode.Append,
                _ => throw new ArgumentException($"'{letter}' is none of r, w and a.", nameof(mode)),
            };
        }

        return parsed != ChirpOpenMode.None ? parsed : throw new ArgumentException("A mode is r, w or a, or several of them.", nameof(mode));
    }

    private void FlushBuffer()
    {
        if (_buffer.Length == 0 && !_emptiesFile)
        {
            return;
        }

        int position = WritePosition;
        Process.Kernel.Write(Process, File, _buffer.ToString(), position, cut: _emptiesFile);
        _position = position + _buffer.Length;
        _emptiesFile = false;
        _buffer.Clear();
    }

    private ReadOnlySpan<char> Rest()
    {
        if ((_mode & ChirpOpenMode.Read) == 0)
        {
            throw Refuse(ChirpStatusCode.StreamNotInReadMode, $"it was opened with '{Mode}'");
        }

        RequireOpen();
        FlushBuffer();
        Process.Kernel.RequireReadable(Process, File);
        _position = Math.Min(_position, File.Length);
        return File.Span[_position..];
    }

    private string Take(ReadOnlySpan<char> data)
    {
        _position += data.Length;
        return data.ToString();
    }

    private void RequireWritable()
    {
        if (!CanWrite)
        {
            throw Refuse(ChirpStatusCode.StreamNotInWriteMode, $"it was opened with '{Mode}'");
        }

        RequireOpen();
    }

    private void RequireOpen()
    {
        if (IsClosed)
        {
            throw Refuse(ChirpStatusCode.StreamIsClosed, Process.HasEnded ? "its process has ended" : "it was closed");
        }
    }

    private ChirpException Refuse(ChirpStatusCode status, string reason) => new(status, $"The stream of '{File.Name}' cannot be used so: {reason}.");
}
