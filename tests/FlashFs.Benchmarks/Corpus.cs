using System.Reflection;

namespace FlashFs.Benchmarks;

/// <summary>Real contents: the sources and the pages of this repository, each repeated or cut to one length.</summary>
internal static class Corpus
{
    private static readonly string Root = typeof(Corpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Code: the sources of the library.</summary>
    public static byte[] Code(int length) => Gather("src/FlashFs", "*.cs", length);

    /// <summary>Text: the documentation.</summary>
    public static byte[] Text(int length) => Gather("docs", "*.md", length);

    /// <summary>Scripts: what the explorer and the samples run in a browser, and what the module scanner's tests bring.</summary>
    public static byte[] Script(int length) => Gather("samples", "*.js", length);

    private static byte[] Gather(string folder, string pattern, int length)
    {
        string root = Path.Combine(Root, folder);
        byte[] all = [.. Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes)];
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; done += all.Length)
        {
            all.AsSpan(0, Math.Min(all.Length, length - done)).CopyTo(bytes.AsSpan(done));
        }

        return bytes;
    }
}
