using System.Security.Cryptography;
using System.Text;

namespace FlashFs.Tests.Caching;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flashfs-cache-").FullName;

    /// <summary>Everything below it, relative, in order.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>A key that differs with the text.</summary>
    public static string Key(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
