using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>Files that look like secrets: what is in an image can be read by whoever holds the device.</summary>
internal static class SecretPattern
{
    private static readonly string[] Extensions = [".pem", ".key", ".p12", ".pfx"];

    private static ReadOnlySpan<byte> PrivateKeyHeader => "PRIVATE KEY-----"u8;

    /// <summary>How many bytes a scan in pieces must overlap, so that no header falls between two.</summary>
    public static int Overlap => PrivateKeyHeader.Length - 1;

    /// <summary>Why the name looks like a secret, or null.</summary>
    public static string? OfName(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name.Equals(".env", StringComparison.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase)
            || HasSecretExtension(name)
            ? $"it is called '{name}'"
            : null;
    }

    /// <summary>Whether the bytes hold the header of a private key.</summary>
    public static bool IsIn(ReadOnlySpan<byte> contents) => contents.IndexOf(PrivateKeyHeader) >= 0;

    /// <summary>The warning.</summary>
    public static Diagnostic Warn(string source, string reason) => DiagnosticCodes.LooksLikeSecret.At(
        new DiagnosticLocation(source),
        $"'{source}' looks like a secret ({reason}) and would be readable by anyone who reads the flash; leave it out with Images=\"none\" on its FlashFile, or silence FLASHFS1007 if it is meant to be there.");

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
