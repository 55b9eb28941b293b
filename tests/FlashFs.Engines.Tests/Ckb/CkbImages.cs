using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Engines.Tests.Ckb;

/// <summary>Images that the library packs.</summary>
internal static class CkbImages
{
    public static FlashFile File(string path, string text) =>
        new(FlashPath.Parse(path), FlashContents.FromMemory(Encoding.UTF8.GetBytes(text)));

    public static byte[] Pack(params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = SimpleFsFormat.Instance.Plan(
            FlashFileSet.Sorted(files, diagnostics), OptionValues.Defaults(SimpleFsFormat.Instance), null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }

    public static byte[] PackFolder(string folder) => Pack(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new FlashFile(FlashPath.FromRelative(Path.GetRelativePath(folder, path)), FlashContents.FromFile(path))));
}
