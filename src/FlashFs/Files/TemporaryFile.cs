using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>An output under way. Disposing without <see cref="Commit"/> removes it and leaves the former output as it was.</summary>
public sealed class TemporaryFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _committed;

    internal TemporaryFile(string path, string temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        Stream = stream;
    }

    /// <summary>Takes the bytes.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes bytes.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the disk is full, or fails.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Stream.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.NotWritable(_path, e, bytes.Length);
        }
    }

    /// <summary>Makes the temporary file the output.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the output cannot be replaced.</exception>
    public void Commit()
    {
        try
        {
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
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
            Stream.Dispose();
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // the error that led here is the one to report; DeleteAbandoned gets the file next time
        }
    }
}
