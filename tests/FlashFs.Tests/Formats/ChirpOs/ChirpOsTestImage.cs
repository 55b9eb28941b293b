using System.Text;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>Makes images of JSON, and JSON of images; shares nothing with the writer but lz-string, which has vectors of its own.</summary>
internal static class ChirpOsTestImage
{
    public static byte[] Of(string json) => Encoding.Unicode.GetBytes(LzString.CompressToUtf16(json));

    /// <summary>Packs a text in the worst way that there is: character by character, so that every one takes a code of its own.</summary>
    /// <param name="json">The text.</param>
    /// <param name="growth">How many steps follow that each repeat the one before and its first character.</param>
    public static byte[] WithoutPhrases(string json, int growth = 0)
    {
        var units = new LzStringUnitWriter(15);
        var codes = new Dictionary<char, int>();
        int codeBits = 2;
        int left = 2;
        int next = 3;

        void Write(int code)
        {
            units.Write(code, codeBits);
            left--;
        }

        void Widen()
        {
            if (left == 0)
            {
                left = 1 << codeBits++;
            }
        }

        foreach (char character in json)
        {
            bool first = codes.Count == 0;
            if (!codes.TryGetValue(character, out int code))
            {
                Write(character < 256 ? 0 : 1);
                units.Write(character, character < 256 ? 8 : 16);
                codes.Add(character, next++);
                Widen();
                left--;
            }
            else
            {
                Write(code);
            }

            Widen();
            next += first ? 0 : 1;
        }

        for (int i = 0; i < growth; i++)
        {
            Write(next++);
            Widen();
        }

        units.Write(2, codeBits);
        units.Finish();
        return Encoding.Unicode.GetBytes(LzString.ToUtf16(units.Units));
    }

    public static string JsonOf(ReadOnlySpan<byte> image)
    {
        Assert.IsTrue(LzString.TryDecompressFromUtf16(Encoding.Unicode.GetString(image), out string? json, out LzStringProblem problem), $"{problem}");
        return json;
    }

    public static FlashFileSet Files(params (string Path, string Contents)[] files) =>
        Files([.. files.Select(file => new FlashFile(FlashPath.Parse(file.Path), FlashContents.FromMemory(Encoding.UTF8.GetBytes(file.Contents))))]);

    public static FlashFileSet Files(params FlashFile[] files)
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.Sorted(files, diagnostics);
        diagnostics.ThrowIfErrors();
        return set;
    }

    public static FlashFile File(string path, params byte[] bytes) => new(FlashPath.Parse(path), FlashContents.FromMemory(bytes));

    public static ImagePlan Plan(FlashFileSet files, ChirpOsOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = ChirpOsFormat.Instance.Plan(files, (options ?? new ChirpOsOptions()).ToValues(), null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!;
    }

    public static ChirpOsVolume Open(string json, FlashFileSet? baseFiles = null, ReadMode mode = ReadMode.Strict) =>
        ChirpOsVolume.Open(Of(json), new ChirpOsOptions { BaseDirectory = new FlashFolder("", baseFiles) }, mode);

    public static string TextOf(FlashVolume volume, string path)
    {
        Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse(path), out VolumeEntry? entry), $"'{path}' is not found");
        return Encoding.UTF8.GetString(volume.ReadAll(entry));
    }

    public static string Paths(FlashVolume volume) => string.Join(' ', volume.Entries.Select(entry => entry.Name));
}
