using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tests;

/// <summary>The inputs and images of the reference tools that lie in the folder Vectors.</summary>
internal static class Vectors
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Vectors");

    public static string PathOf(string relative) => Path.Combine(Folder, relative);

    public static byte[] Bytes(string relative) => File.ReadAllBytes(PathOf(relative));

    public static string Text(string relative) => File.ReadAllText(PathOf(relative));

    public static JsonElement Json(string relative)
    {
        using JsonDocument document = JsonDocument.Parse(Bytes(relative));
        return document.RootElement.Clone();
    }

    /// <summary>The input tree in ordinal order, as most images were made of it.</summary>
    public static FlashFileSet Inputs()
    {
        string root = PathOf("inputs");
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = FlashFileSet.Sorted(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(file => new FlashFile(FlashPath.FromRelative(Path.GetRelativePath(root, file)), FlashContents.FromFile(file))),
            diagnostics);
        diagnostics.ThrowIfErrors();
        return files;
    }
}
