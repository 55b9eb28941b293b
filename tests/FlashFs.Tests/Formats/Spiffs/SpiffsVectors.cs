using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>The SPIFFS images among the vectors, and small things that the SPIFFS tests share.</summary>
internal static class SpiffsVectors
{
    private static Dictionary<string, JsonElement> All { get; } = Vectors.Json("images/vectors.json").GetProperty("vectors").EnumerateArray()
        .Where(vector => vector.GetProperty("format").GetString() == "spiffs")
        .ToDictionary(vector => vector.GetProperty("id").GetString()!);

    public static IEnumerable<string> Ids => All.Keys;

    public static byte[] Image(string id) => Vectors.Bytes($"images/{All[id].GetProperty("image").GetString()}");

    public static SpiffsOptions Options(string id) => Options(All[id].GetProperty("options"));

    public static SpiffsOptions Options(JsonElement options) => new()
    {
        PageSize = options.GetProperty("pageSize").GetInt32(),
        BlockSize = options.GetProperty("blockSize").GetInt32(),
        NameLength = options.GetProperty("nameLength").GetInt32(),
        MetaLength = options.GetProperty("metaLength").GetInt32(),
        UseMagic = options.GetProperty("useMagic").GetBoolean(),
        UseMagicLength = options.GetProperty("useMagicLength").GetBoolean(),
        BigEndian = options.TryGetProperty("bigEndian", out JsonElement bigEndian) && bigEndian.GetBoolean(),
        AlignedIndexTables = options.TryGetProperty("alignedIndexTables", out JsonElement aligned) && aligned.GetBoolean(),
    };

    public static FlashFile File(string path, int length, byte seed = 1)
    {
        byte[] contents = new byte[length];
        for (int i = 0; i < length; i++)
        {
            contents[i] = (byte)(i * 31 + (i >> 8) * 7 + seed);
        }

        return new FlashFile(FlashPath.Parse(path), FlashContents.FromMemory(contents)) { Source = new DiagnosticLocation($"flash/{path}") };
    }

    public static FlashFileSet Set(params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.InOrder(files, diagnostics);
        diagnostics.ThrowIfErrors();
        return set;
    }

    public static byte[] Write(SpiffsOptions options, long size, params IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        byte[]? image = SpiffsFormat.Instance.Plan(Set(files), options.ToValues(), size, diagnostics)?.ToArray();
        AssertDiagnostics.None(diagnostics);
        Assert.IsNotNull(image);
        return image;
    }
}
