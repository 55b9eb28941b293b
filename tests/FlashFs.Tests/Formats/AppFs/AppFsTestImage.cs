using System.Text.Json;
using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>Small things that the AppFS tests share.</summary>
internal static class AppFsTestImage
{
    public const int Page = 64 * 1024;

    public static AppFsOptions Pocketsprite { get; } = new();

    public static AppFsOptions Badgeteam { get; } = new() { Layout = AppFsDescriptorLayout.Badgeteam };

    /// <summary>The vector of an id: its options, order and image.</summary>
    public static JsonElement Vector(string id) => Vectors.Json("images/vectors.json").GetProperty("vectors").EnumerateArray()
        .Single(vector => vector.GetProperty("id").GetString() == id);

    public static byte[] Image(string id) => Vectors.Bytes($"images/{Vector(id).GetProperty("image").GetString()}");

    /// <summary>The files of a vector in its order, for badge.team with the titles and versions it says.</summary>
    public static FlashFile[] Files(string id)
    {
        JsonElement vector = Vector(id);
        bool hasTitles = vector.GetProperty("options").TryGetProperty("titles", out _);
        return [.. vector.GetProperty("order").EnumerateArray().Select((path, index) =>
        {
            string name = path.GetString()!;
            var file = new FlashFile(FlashPath.Parse(name), FlashContents.FromMemory(Vectors.Bytes($"inputs/{name}")));
            return hasTitles ? file with { Title = $"Title {name}", Version = index + 1 } : file;
        })];
    }

    /// <summary>A file of invented contents.</summary>
    public static FlashFile File(string path, int length, byte seed = 1) =>
        new(FlashPath.Parse(path), FlashContents.FromMemory(Contents(length, seed))) { Source = new DiagnosticLocation($"flash/{path}") };

    public static byte[] Contents(int length, byte seed = 1)
    {
        byte[] contents = new byte[length];
        for (int i = 0; i < length; i++)
        {
            contents[i] = (byte)(i * 31 + (i >> 8) * 7 + (i >> 16) * 3 + seed);
        }

        return contents;
    }

    public static FlashFileSet Set(params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.InOrder(files, diagnostics);
        diagnostics.ThrowIfErrors();
        return set;
    }

    /// <summary>An image of files in the order given.</summary>
    public static byte[] Write(AppFsOptions options, long size, params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        byte[]? image = AppFsFormat.Instance.Plan(Set(files), options.ToValues(), size, diagnostics)?.ToArray();
        AssertDiagnostics.None(diagnostics);
        Assert.IsNotNull(image);
        return image;
    }

    /// <summary>What planning files in an image of a size reports.</summary>
    public static DiagnosticBag Problems(AppFsOptions options, long? size, params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(AppFsFormat.Instance.Plan(Set(files), options.ToValues(), size, diagnostics));
        return diagnostics;
    }

    /// <summary>mkappfs's calls: create, erase up to the end of the last sector, write 1 KiB at a time.</summary>
    public static void Put(AppFsVolume volume, FlashFile file)
    {
        byte[] contents = file.Contents.ToArray();
        int handle = volume.Create(file.Path.Value, contents.Length, file.Title, file.Version);
        volume.Erase(handle, 0, (contents.Length + 4095) & ~4095);
        for (int start = 0; start < contents.Length; start += 1024)
        {
            Assert.AreEqual(0, volume.Write(handle, start, contents.AsSpan(start, Math.Min(1024, contents.Length - start))), file.Path.Value);
        }
    }

    public static byte[] Read(AppFsVolume volume, string name)
    {
        Assert.IsTrue(volume.TryOpen(name, out int handle), $"'{name}' is not found");
        byte[] contents = new byte[volume.GetInfo(handle).Size];
        volume.Read(handle, 0, contents);
        return contents;
    }

    /// <summary>A formatted flash of so many pages, its metadata not counted.</summary>
    public static AppFsVolume Mount(int pages, out NorFlash flash, AppFsOptions? options = null)
    {
        flash = new NorFlash((pages + 1) * Page);
        return AppFsVolume.Mount(flash, options ?? Pocketsprite);
    }
}
