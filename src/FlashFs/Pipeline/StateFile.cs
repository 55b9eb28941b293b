using System.Security.Cryptography;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>What a file of state has around it: the last 32 bytes are the SHA-256 of what is before them.</summary>
internal static class StateFile
{
    /// <summary>What is in a file of state.</summary>
    /// <exception cref="FormatException">The file was cut or edited.</exception>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> file)
    {
        int length = file.Length - SHA256.HashSizeInBytes;
        return length >= 0 && SHA256.HashData(file.Span[..length]).AsSpan().SequenceEqual(file.Span[length..])
            ? file[..length]
            : throw new FormatException("the state is not as it was written");
    }

    /// <summary>Writes a file of state, unless it holds that already.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="writer">What is in it; nothing can be written behind it afterwards.</param>
    public static void Write(string path, StateWriter writer)
    {
        writer.Bytes(SHA256.HashData(writer.Written.Span));
        OutputFile.Write(path, writer.Written.Span);
    }
}
