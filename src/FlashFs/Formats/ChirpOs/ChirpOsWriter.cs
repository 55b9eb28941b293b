using System.Globalization;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Finds out what a ChirpOS image will be, and everything that stands in its way.</summary>
internal static class ChirpOsWriter
{
    private const long CapacityBytes = (long)ChirpFileSystemInfo.DefaultCapacity * ChirpOsLayout.UnitSize;

    public static ChirpOsPlan? Plan(FlashFileSet files, ChirpOsOptions options, long? size, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        ChirpRootDirectory? former = ChirpOsBase.Build(options, found);
        (ChirpRootDirectory Root, Dictionary<ChirpFile, FlashFile> Files)? tree = ChirpOsTreeBuilder.Build(files, found);
        ChirpOsPlan? plan = null;
        if (tree is { } built && !found.HasErrors)
        {
            plan = Plan(built.Root, built.Files, former, options.Form, size, found);
        }

        diagnostics.AddRange(found);
        return found.HasErrors ? null : plan;
    }

    private static ChirpOsPlan? Plan(
        ChirpRootDirectory root,
        Dictionary<ChirpFile, FlashFile> files,
        ChirpRootDirectory? former,
        ChirpOsForm form,
        long? size,
        DiagnosticBag diagnostics)
    {
        ChirpFile[] stored = [.. ChirpOsWalk.Files(root)];
        if (ChirpOsSerializer.Write(root, former, indented: false) is not { } text)
        {
            diagnostics.Add(ChirpOsCapacity.TextTooLong(
                "The JSON of the files is longer", files.Values.Select(file => (file.Path.Value, file.Contents.Length)), "bytes"));
            return null;
        }

        FlashFileSet ordered = FlashFileSet.InOrder(stored.Select(file => files[file]), new DiagnosticBag());
        ReadOnlySpan<ushort> units = text.Pack(out Dictionary<ChirpFile, ChirpOsPlaces> places);
        var saved = new ChirpOsPlan(ordered, SavedBytes(units), Costs(stored, files, places), Math.Min(size ?? CapacityBytes, CapacityBytes));
        if (saved.Size > CapacityBytes)
        {
            string reason = string.Create(
                CultureInfo.InvariantCulture,
                $"{saved.Size / ChirpOsLayout.UnitSize} UTF-16 code units of the {ChirpFileSystemInfo.DefaultCapacity} that a browser is taken to store");
            diagnostics.Add(FitDiagnostics.ImageTooLarge(ChirpOsFormat.Instance, saved.Size, CapacityBytes, null, saved.Costs, reason));
            return null;
        }

        ChirpOsPlan plan = form == ChirpOsForm.Saved ? saved : Readable(root, former, ordered, stored, files, size);
        if (plan.Size > (size ?? long.MaxValue))
        {
            diagnostics.Add(FitDiagnostics.ImageTooLarge(ChirpOsFormat.Instance, plan.Size, size!.Value, plan.Size, plan.Costs));
            return null;
        }

        return plan;
    }

    // A text that packs within the capacity is not too long, and indented it is only longer.
    private static ChirpOsPlan Readable(
        ChirpRootDirectory root,
        ChirpRootDirectory? former,
        FlashFileSet ordered,
        ChirpFile[] stored,
        Dictionary<ChirpFile, FlashFile> files,
        long? size)
    {
        ChirpOsText text = ChirpOsSerializer.Write(root, former, indented: true, int.MaxValue)!;
        byte[] bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(text.Json.Span)];
        System.Text.Encoding.UTF8.GetBytes(text.Json.Span, bytes);
        return new ChirpOsPlan(ordered, bytes, Costs(stored, files, text.PlacesInUtf8()), size ?? bytes.Length);
    }

    private static byte[] SavedBytes(ReadOnlySpan<ushort> units)
    {
        byte[] bytes = new byte[(units.Length + 1) * ChirpOsLayout.UnitSize];
        for (int i = 0; i <= units.Length; i++)
        {
            int unit = i == units.Length ? LzStringUtf16Units.End : units[i] + LzStringUtf16Units.First;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * ChirpOsLayout.UnitSize), (ushort)unit);
        }

        return bytes;
    }

    // A file that the base has as it is takes nothing.
    private static FileCost[] Costs(ChirpFile[] stored, Dictionary<ChirpFile, FlashFile> files, Dictionary<ChirpFile, ChirpOsPlaces> places) =>
    [
        .. stored.Select(file =>
        {
            ChirpOsPlaces place = places.GetValueOrDefault(file);
            return new FileCost(files[file], place.DataLength, place.Length);
        }),
    ];
}
