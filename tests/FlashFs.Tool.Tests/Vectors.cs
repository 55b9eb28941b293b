namespace FlashFs.Tool.Tests;

/// <summary>The inputs and images of the reference tools.</summary>
internal static class Vectors
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Vectors");

    public static string PathOf(string relative) => Path.Combine(Folder, relative.Replace('/', Path.DirectorySeparatorChar));

    public static byte[] Bytes(string relative) => File.ReadAllBytes(PathOf(relative));
}
