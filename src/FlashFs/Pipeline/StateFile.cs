using System.Security.Cryptography;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>What a file of state has around it: the last 32 bytes are the SHA-256 of what is before them.</summary>
internal static class StateFile
{
    /// <summary>Reads a file of state, or gives null when there is none that can be used: then everything is looked at anew.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="read">Reads the file.</param>
    /// <param name="parse">Takes what is in it; whatever does not fit is a <see cref="FormatException"/>.</param>
    public static T? Read<T>(string path, Func<string, ReadOnlyMemory<byte>> read, Func<ReadOnlyMemory<byte>, T?> parse)
        where T : class
    {
        try
        {
            return File.Exists(path) ? parse(Open(read(path))) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // a state that is cut, edited or of another shape is a cold start, which is always right
        }
    }

    /// <summary>Writes a file of state, unless it holds that already.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="writer">What is in it; nothing can be written behind it afterwards.</param>
    public static void Write(string path, StateWriter writer)
    {
        writer.Bytes(SHA256.HashData(writer.Written.Span));
        OutputFile.Write(path, writer.Written.Span);
    }

    private static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> file)
    {
        int length = file.Length - SHA256.HashSizeInBytes;
        return length >= 0 && SHA256.HashData(file.Span[..length]).AsSpan().SequenceEqual(file.Span[length..])
            ? file[..length]
            : throw new FormatException("the state is not as it was written");
    }
}
