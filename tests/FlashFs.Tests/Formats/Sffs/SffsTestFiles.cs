using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>Small things that the SFFS tests share.</summary>
internal static class SffsTestFiles
{
    public const int PageSize = 4096;

    /// <summary>The input tree without its empty files, which the format cannot store.</summary>
    public static IEnumerable<FlashFile> Inputs => Vectors.Inputs().Where(file => file.Contents.Length > 0);

    /// <summary>Bytes that differ from page to page and from seed to seed.</summary>
    public static byte[] Bytes(int length, int seed = 1)
    {
        byte[] contents = new byte[length];
        for (int i = 0; i < length; i++)
        {
            contents[i] = (byte)(i * 31 + (i >> 8) * 7 + seed * 101 + (seed >> 8));
        }

        return contents;
    }

    public static FlashFile File(string path, int length, int seed = 1) =>
        new(FlashPath.Parse(path), FlashContents.FromMemory(Bytes(length, seed))) { Source = new DiagnosticLocation($"flash/{path}") };

    public static FlashFileSet Set(params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.InOrder(files, diagnostics);
        diagnostics.ThrowIfErrors();
        return set;
    }

    public static (ImagePlan? Plan, DiagnosticBag Diagnostics) Plan(SffsOptions options, long? size, params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        return (SffsFormat.Instance.Plan(Set(files), options.ToValues(), size, diagnostics), diagnostics);
    }

    public static byte[] Write(SffsOptions options, long size, params IEnumerable<FlashFile> files)
    {
        (ImagePlan? plan, DiagnosticBag diagnostics) = Plan(options, size, files);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }
}
