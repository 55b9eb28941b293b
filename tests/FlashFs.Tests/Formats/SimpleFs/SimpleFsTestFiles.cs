using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>Files by name and text, and what the planner says of them.</summary>
internal static class SimpleFsTestFiles
{
    public static FlashFile File(string path, string text) => File(path, Encoding.UTF8.GetBytes(text));

    public static FlashFile File(string path, byte[] contents) =>
        new(FlashPath.Parse(path), FlashContents.FromMemory(contents)) { Source = new DiagnosticLocation($"flash/{path}") };

    public static ImagePlan? Plan(DiagnosticBag diagnostics, params FlashFile[] files) => Plan(diagnostics, null, files);

    public static ImagePlan? Plan(DiagnosticBag diagnostics, long? size, params FlashFile[] files) =>
        SimpleFsFormat.Instance.Plan(FlashFileSet.InOrder(files, diagnostics), OptionValues.Defaults(SimpleFsFormat.Instance), size, diagnostics);

    public static byte[] Image(params FlashFile[] files)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = Plan(diagnostics, files);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }
}
