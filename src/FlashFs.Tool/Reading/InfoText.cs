using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Reading;

/// <summary>Writes what <c>flashfs info</c> found out as text.</summary>
internal static class InfoText
{
    public static void Write(ToolSession session, InfoReport report)
    {
        string name = Printable.Text(report.Name);
        if (report.Image is { } image)
        {
            session.Out.WriteLine($"{name}: {image.Volume.Format.DisplayName} image, {Counted.Of(report.Size, "byte")}");
            WriteImage(session.Out, image, report.Name);
            WriteMounts(session, report);
        }
        else if (report.Look is { IsOfUse: true } look)
        {
            session.Out.WriteLine($"{name}: {Printable.Text(look.Description)}, {Counted.Of(report.Size, "byte")}");
            if (look.Next.Length > 0)
            {
                session.Out.WriteLine(look.Next);
            }
        }
        else if (report.Table is { } table)
        {
            string form = table.HasMd5 switch { true => "with MD5", false => "without MD5", _ => "as CSV" };
            session.Out.WriteLine(report.Pieces.Count == 0
                ? $"{name}: partition table, {Counted.Of(table.Table.Partitions.Count, "partition")}, {form}"
                : $"{name}: flash of {report.Size} bytes, partition table at 0x{table.Table.TableOffset:x}");
            if (report.Pieces.Count == 0)
            {
                TableRows.Write(session, table.Table);
            }
            else
            {
                WritePieces(session, report);
            }
        }
    }

    private static void WriteImage(TextWriter writer, OpenedImage image, string name)
    {
        ImageUsage usage = image.Volume.Usage;
        string blocks = usage.FreeBlocks is { } count ? $", {Counted.Of(count, "whole block")} of {usage.BlockSize}" : "";
        writer.WriteLine($"files     {image.Volume.Entries.Count}, {Counted.Of(image.Volume.Entries.Sum(entry => entry.Length), "byte")}");
        if (Packing(image.Volume) is { Length: > 0 } packing)
        {
            writer.WriteLine($"packing   {packing}");
        }

        writer.WriteLine($"data      {usage.Data}");
        writer.WriteLine($"overhead  {usage.Overhead}");
        writer.WriteLine($"free      {usage.Free}{blocks}");
        ReadableFiles readable = image.Readable;
        writer.WriteLine($"damage    {(readable.Damage.Count == 0 ? "none" : Counted.Of(readable.Damage.Count, "place"))}");
        string use = ImageLine.Quoted(ImageLine.Arguments(image.Volume.Format, image.Options));
        if (readable.Damage.Count > 0)
        {
            writer.WriteLine($"readable  {readable.Files} of {Counted.Of(image.Volume.Entries.Count, "file")}, {Counted.Of(readable.Bytes, "byte")}");
            if (readable.Files > 0)
            {
                writer.WriteLine(Printable.Text($"          flashfs extract {ImageLine.Quoted([name])} {use} -o DIR"));
            }
        }
        if (image.OptionsMatter)
        {
            writer.WriteLine($"options   {ImageLine.Options(image.Options)}");
        }

        if (image.Assumption is { } assumption)
        {
            writer.WriteLine($"          {assumption}{Score(image.Guess)}");
            writer.WriteLine($"use       {use}");
        }

        if (image.Guess?.RunnerUp is { } other)
        {
            writer.WriteLine($"runner-up {ImageLine.Quoted(ImageLine.Arguments(image.Volume.Format, other.Options))}");
            writer.WriteLine($"          {other.Reason}{Score(other)}");
        }
    }

    private static string Score(GuessedOptions? guess) => guess?.Score is { } score ? $"; score {score} of 100" : "";

    // How many files are packed in which way, with the parameters; empty where none is.
    private static string Packing(FlashVolume volume) => volume.Entries.All(entry => entry.Compression == FileCompression.None) ? "" : string.Join(
        ", ",
        volume.Entries
            .GroupBy(entry => string.Join(' ', entry.Attributes.Where(attribute => attribute.Key is "window" or "lookahead")
                .Select(attribute => $"{attribute.Key}={attribute.Value}").Prepend(FileCompressionNames.Of(entry.Compression))))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}"));

    private static void WriteMounts(ToolSession session, InfoReport report)
    {
        if (report.Mounts.Count == 0)
        {
            return;
        }

        session.Out.WriteLine();
        var table = new TextTable(new("device"), new("result"), new("because"));
        foreach (DeviceMount mount in report.Mounts)
        {
            table.Add(mount.Device, mount.Verdict.Shown, Printable.Text(mount.Verdict.Reason));
        }

        table.Write(session);
    }

    // Whole percents, but nothing that is there is called none, nor what is not full all.
    private static string Share(FlashPiece piece)
    {
        long percent = piece.Slice.Length == 0 ? 0 : piece.Used * 100 / piece.Slice.Length;
        return piece.Used > 0 && percent == 0 ? "<1%" : $"{percent}%";
    }

    private static void WritePieces(ToolSession session, InfoReport report)
    {
        var table = new TextTable(
            new("label"), new("kind"), new("offset", IsNumber: true), new("size", IsNumber: true), new("used", IsNumber: true), new("contents"));
        foreach (FlashPiece piece in report.Pieces)
        {
            table.Add(
                piece.Slice.Label,
                piece.Slice.Partition?.Kind ?? "",
                $"0x{piece.Slice.Offset:x}",
                $"0x{piece.Slice.Length:x}",
                Share(piece),
                piece.Description);
        }

        table.Write(session);
        foreach (VolumeDamage absent in report.Absent)
        {
            session.Out.WriteLine(Printable.Text(
                $"The file ends at 0x{absent.Offset:x}: partition '{absent.Entry}' has {absent.Found} of {absent.Expected} in it."));
        }
    }
}
