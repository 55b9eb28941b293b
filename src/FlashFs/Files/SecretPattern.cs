using System.Buffers;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>Files that look like secrets: what is in an image can be read by whoever holds the device.</summary>
internal static class SecretPattern
{
    private static readonly string[] Extensions = [".pem", ".key", ".p12", ".pfx"];

    private static ReadOnlySpan<byte> PrivateKeyHeader => "PRIVATE KEY-----"u8;

    /// <summary>How many bytes a scan in pieces must overlap, so that no header falls between two.</summary>
    public static int Overlap => PrivateKeyHeader.Length - 1;

    /// <summary>Why a file looks like a secret, or null.</summary>
    /// <param name="path">The file, by its name on disk.</param>
    /// <param name="holdsPrivateKey">Whether the header of a private key is in it.</param>
    public static string? Reason(string path, bool holdsPrivateKey) => OfName(path) ?? (holdsPrivateKey ? "it holds the header of a private key" : null);

    /// <summary>Whether the bytes hold the header of a private key.</summary>
    public static bool IsIn(ReadOnlySpan<byte> contents) => contents.IndexOf(PrivateKeyHeader) >= 0;

    /// <summary>The same of contents, which are read where nobody has read them yet.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: it is no longer what it was.</exception>
    public static bool IsIn(FlashContents contents)
    {
        if (contents.HoldsPrivateKey is { } known)
        {
            return known;
        }

        if (contents.TryGetMemory(out ReadOnlyMemory<byte> bytes))
        {
            return IsIn(bytes.Span);
        }

        int length = checked((int)contents.Length);
        byte[] read = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            contents.CopyTo(read.AsSpan(0, length));
            return IsIn(read.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(read);
        }
    }

    /// <summary>The warning.</summary>
    /// <param name="source">The file as messages name it.</param>
    /// <param name="reason">Why it looks like a secret.</param>
    /// <param name="advice">How to leave it out, a clause.</param>
    public static Diagnostic Warn(string source, string reason, string advice) => DiagnosticCodes.LooksLikeSecret.At(
        new DiagnosticLocation(source),
        $"'{source}' looks like a secret ({reason}) and would be readable by anyone who reads the flash; {advice}.");

    private static string? OfName(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        return name.Equals(".env", StringComparison.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase)
            || HasSecretExtension(name)
            ? $"it is called '{name}'"
            : null;
    }

    private static bool HasSecretExtension(ReadOnlySpan<char> name)
    {
        foreach (string extension in Extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
