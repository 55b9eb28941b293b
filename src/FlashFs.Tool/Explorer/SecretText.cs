using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace FlashFs.Tool.Explorer;

/// <summary>Text that nobody can guess: 128 random bits as hex digits, which may stand in a path and in a host name.</summary>
internal static class SecretText
{
    private const int Size = 16;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Compares in a time that tells nothing of where they differ.</summary>
    public static bool Equals(ReadOnlySpan<char> secret, ReadOnlySpan<char> given) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(secret), MemoryMarshal.AsBytes(given));
}
