using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Fuzz.Targets;

/// <summary>Sets of files that samples are made of.</summary>
internal static class SampleFiles
{
    /// <summary>No files.</summary>
    public static FlashFile[] None => [];

    /// <summary>One short text.</summary>
    public static FlashFile[] One => [Of("a.txt", "some text, some more text, and some text again")];

    /// <summary>Short ones: empty, text, folders, long and foreign names.</summary>
    public static FlashFile[] Small =>
    [
        Of("a.txt", "some text, some more text, and some text again"),
        Of("empty", ""),
        Of("index.js", "import * as b from './lib/b.js';\nb.run();\n"),
        Of("lib/b.js", "export function run() { return 1; }\n"),
        Of("n/\u00e4\u4e16.txt", "\u00e4\u00f6\u00fc"),
        new(FlashPath.Parse("long.bin"), Bytes(700)),
    ];

    /// <summary>As many bytes as take several pages.</summary>
    /// <param name="length">The length of the largest file.</param>
    public static FlashFile[] Large(int length) => [.. Small, new(FlashPath.Parse("large.bin"), Bytes(length)), new(FlashPath.Parse("zeros"), FlashContents.FromMemory(new byte[length / 2]))];

    /// <summary>Many files of a few bytes.</summary>
    public static FlashFile[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => Of($"f{i}", new string('x', i % 40)))];

    /// <summary>A file of text.</summary>
    public static FlashFile Of(string path, string text) => new(FlashPath.Parse(path), FlashContents.FromMemory(Encoding.UTF8.GetBytes(text)));

    /// <summary>Contents that pack badly.</summary>
    public static FlashContents Bytes(int length) => FlashContents.FromMemory(Enumerable.Range(0, length).Select(i => (byte)(i * i / 5)).ToArray());

    /// <summary>Makes an image of files.</summary>
    /// <param name="format">The format.</param>
    /// <param name="files">The files.</param>
    /// <param name="options">Values for the format's options.</param>
    /// <param name="size">The size, where the format needs one.</param>
    public static byte[] Image(FlashFormat format, IEnumerable<FlashFile> files, OptionValues options, long? size = null)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = format.Plan(FlashFileSet.Sorted(files, diagnostics), options, size, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }

    /// <summary>An image of a reference tool.</summary>
    /// <param name="relative">Its path in the folder of vectors.</param>
    public static byte[] Vector(string relative) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", relative));
}
