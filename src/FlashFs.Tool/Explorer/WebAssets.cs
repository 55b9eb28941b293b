using System.Collections.Frozen;
using System.Reflection;

namespace FlashFs.Tool.Explorer;

/// <summary>The explorer's own pages, which are in the assembly.</summary>
internal static class WebAssets
{
    private const string Prefix = "explorer/";

    private static readonly FrozenDictionary<string, byte[]> All = Load();

    /// <summary>Finds one by its file name.</summary>
    public static byte[]? Find(string name) => All.GetValueOrDefault(name);

    private static FrozenDictionary<string, byte[]> Load()
    {
        Assembly assembly = typeof(WebAssets).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            name => name[Prefix.Length..],
            name =>
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                byte[] bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return bytes;
            },
            StringComparer.Ordinal);
    }
}
