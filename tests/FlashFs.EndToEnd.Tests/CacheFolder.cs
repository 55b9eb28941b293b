using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace FlashFs.EndToEnd.Tests;

/// <summary>A local cache, looked at by its documented layout alone (docs/cache.md), without the library that wrote it.</summary>
internal sealed partial class CacheFolder(string path)
{
    public string Path { get; } = path;

    /// <summary>The files that are under way, or were when a build was killed.</summary>
    public int UnderWay => Files("tmp").Length;

    /// <summary>Fails the test unless every key has its seal and leads to contents, and all contents have the hash that is their name.</summary>
    /// <returns>How many entries there are.</returns>
    public int IsSound()
    {
        string[] keys = Files("ac");
        foreach (string key in keys)
        {
            byte[] record = File.ReadAllBytes(key);
            byte[] message = record[..^SHA256.HashSizeInBytes];
            byte[] seal = SHA256.HashData([.. Convert.FromHexString(System.IO.Path.GetFileName(key)), .. message]);
            CollectionAssert.AreEqual(seal, record[^SHA256.HashSizeInBytes..], key);
            string contents = Sha256().Match(System.Text.Encoding.Latin1.GetString(message)).Value;
            Assert.IsTrue(File.Exists(System.IO.Path.Combine(Path, "v1", "cas", contents[..2], contents)), $"{key} leads to {contents}");
        }

        string[] blobs = Files("cas");
        foreach (string blob in blobs)
        {
            Assert.AreEqual(System.IO.Path.GetFileName(blob), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(blob))));
        }

        return keys.Length;
    }

    private string[] Files(string kind)
    {
        string folder = System.IO.Path.Combine(Path, "v1", kind);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Sha256();
}
