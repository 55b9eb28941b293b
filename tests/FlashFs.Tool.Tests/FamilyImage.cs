using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tool.Tests;

/// <summary>Images of the family's formats, with names that their own writers refuse and files that cannot be right.</summary>
internal static class FamilyImage
{
    private const int CopySize = 0x8000;

    private static readonly Dictionary<string, int> NameRoom = new() { ["espfs"] = 255, ["spiffs"] = 30, ["appfs"] = 111, ["simplefs"] = 255, ["sffs"] = 64 };

    /// <summary>Three files, the second under a name that no folder takes; null where the format has no room for the name, or no such name.</summary>
    public static byte[]? Named(string format, string name)
    {
        string[] segments = name.Split('/');
        if (format == "chirpos")
        {
            // Folders are objects in each other there, no name is empty, and of two that clash the ordinal order has the upper case first.
            return segments.Contains("") || segments[0].Equals("first", StringComparison.OrdinalIgnoreCase) ? null : Encoding.UTF8.GetBytes(
                "{\"first\":{\"/data\":\"1\"},"
                + string.Concat(segments.Select(segment => $"{JsonSerializer.Serialize(segment)}:{{")) + "\"/data\":\"evil\"" + new string('}', segments.Length)
                + ",\"third\":{\"/data\":\"3\"}}");
        }

        int length = Encoding.UTF8.GetByteCount(name);
        return length > NameRoom[format] ? null : Sealed(format, Replace(Whole(format, new string('q', length)), new string('q', length), name));
    }

    /// <summary>The files 'first', 'other' and 'third', the second of which cannot be right.</summary>
    public static byte[] Damaged(string format)
    {
        byte[] image = Whole(format);
        switch (format)
        {
            case "appfs":
                image[CopySize + 128 * 2 + 116] = 1; // its only page is followed by itself
                break;
            case "simplefs":
                BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4 + 16 + 12), 0xFFFF_FFF0); // its length
                break;
            default:
                return Encoding.UTF8.GetBytes("""{"first":{"/data":"1"},"other":{"/data":"\u0100","/binary":true},"third":{"/data":"3"}}""");
        }

        return Sealed(format, image);
    }

    /// <summary>The files 'first', 'other' and 'third'.</summary>
    public static byte[] Whole(string format) => Whole(format, "other");

    private static byte[] Whole(string format, string second)
    {
        FlashFormat known = FlashFormats.All.Single(candidate => candidate.Id == format);
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = FlashFileSet.InOrder(
            new[] { ("first", "1"), (second, "evil"), ("third", "3") }
                .Select(file => new FlashFile(FlashPath.Parse(file.Item1), FlashContents.FromMemory(Encoding.UTF8.GetBytes(file.Item2)))),
            diagnostics);
        ImagePlan? plan = known.Plan(files, OptionValues.Defaults(known), known.Sizing == ImageSizing.Fixed ? 0x80000 : null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }

    // Wherever it stands: both copies of AppFS's metadata have it.
    private static byte[] Replace(byte[] image, string from, string to)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(from);
        byte[] name = Encoding.UTF8.GetBytes(to);
        Assert.HasCount(wanted.Length, name);
        for (int at = image.AsSpan().IndexOf(wanted); at >= 0; at = image.AsSpan().IndexOf(wanted))
        {
            name.CopyTo(image, at);
        }

        return image;
    }

    private static byte[] Sealed(string format, byte[] image)
    {
        for (int copy = 0; format == "appfs" && copy < 2 * CopySize; copy += CopySize)
        {
            image.AsSpan(copy + 12, 4).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(copy + 12), Crc32(image.AsSpan(copy, CopySize)));
        }

        return image;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFF_FFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320);
            }
        }

        return ~crc;
    }
}
