using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Comparing;

/// <summary>Writes what <c>flashfs diff</c> found out as text: the sums first, then every file, then what to flash.</summary>
internal sealed class DiffText(ToolSession session, DiffReport report)
{
    // What somebody can scroll back to on a terminal; a pipe gets all of it.
    private const int ShownOnATerminal = 40;

    private const long Sector = PartitionTableLayout.SectorSize;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        WriteSide(report.Old);
        WriteSide(report.New);
        WriteGuesses();
        if (report.IsSame)
        {
            Line(report.Rows is not null ? "The partitions are the same." : report.Sectors is null ? "The files are the same." : "They are the same, byte for byte.");
            return;
        }

        WriteSums();
        WriteRows();
        WritePartitions();
        WriteFiles();
        WriteSectors();
    }

    private void WriteSide(DiffSide side) => Line(side switch
    {
        { Image: { } image } => $"{image.Name}: {image.Volume.Format.DisplayName}, {Counted.Of(image.Volume.Entries.Count, "file")}, {Counted.Of(image.Bytes.Length, "byte")}{Damage(side)}",
        { Folder: { } folder } => $"{side.Name}: folder, {Counted.Of(folder.Count, "file")}, {Counted.Of(folder.Sum(file => file.Contents.Length), "byte")}",
        { Table: { } table } => $"{side.Name}: partition table ({table.Form}), {Counted.Of(table.Table.Partitions.Count, "partition")}, up to 0x{table.Table.End:x}{Damage(side)}",
        _ => $"{side.Name}: flash, {Counted.Of(side.Dump!.Split.Table.Partitions.Count, "partition")}, {Counted.Of(side.Bytes.Length, "byte")}{Damage(side)}",
    });

    // Two images of one kind are guessed alike: said once.
    private void WriteGuesses()
    {
        foreach (string guess in new[] { report.Old.Image, report.New.Image }.OfType<OpenedImage>()
            .Where(image => image.Assumption is not null).Select(ImageLine.Describe).Distinct())
        {
            Line($"read as {guess}");
        }
    }

    private static string Damage(DiffSide side) =>
        side.Damage.Count == 0 ? "" : $", {Counted.Of(side.Damage.Count, "damaged place")}";

    private void WriteSums()
    {
        FileComparison[] all = [.. report.Comparisons.Select(pair => pair.Files)];
        if (all.Length > 0)
        {
            string counts = string.Join(", ", Enum.GetValues<FileChangeKind>().Select(kind => $"{all.Sum(files => files.Count(kind))} {NameOf(kind)}"));
            Line($"files: {counts}, {all.Sum(files => files.Same)} the same");
        }

        if (report.Sectors is { } sectors)
        {
            Line(sectors.Ranges.Count == 0
                ? "flash: nothing to write"
                : $"flash: {Counted.Of(sectors.Sectors, "sector")} of {Sector} in {Counted.Of(sectors.Ranges.Count, "range")} to write, {sectors.Bytes} of {Counted.Of(sectors.Size, "byte")} ({Share(sectors)})");
        }

        foreach (LeftRange left in report.Left)
        {
            string what = left.Label.Length == 0 ? "between partitions" : $"'{left.Label}'";
            string why = left.Reason == LeftRange.Preserved ? "it is to be preserved"
                : $"it is erased in {report.New.Name}; 'esptool erase-region 0x{left.Range.Start:x} 0x{left.Range.Length:x}' erases it";
            Line($"stays: 0x{left.Range.Start:x} to 0x{left.Range.End:x}, {what}: {why}");
        }

        if (report.Sectors is { Tail: > 0 } longer)
        {
            Line($"stays: {report.Old.Name} goes on for {Counted.Of(longer.Tail, "byte")} behind the end of {report.New.Name}; no sector of that overwrites them");
        }
    }

    private void WriteRows()
    {
        if (report.Rows is not { } rows)
        {
            return;
        }

        Line($"partitions: {string.Join(", ", rows.CountBy(row => row.Change).OrderBy(change => change.Key, StringComparer.Ordinal).Select(change => $"{change.Value} {(change.Key == RowComparison.Same ? "the same" : change.Key)}"))}");
        Line("");
        var table = new TextTable(
            new("partition"), new("change"), new("type"), new("offset", IsNumber: true), new("size", IsNumber: true), new("flags"));
        foreach (RowComparison row in rows)
        {
            table.Add(
                row.Label,
                row.Change,
                Became(row.Old, row.New, partition => partition.Kind),
                Became(row.Old, row.New, partition => $"0x{partition.Offset:x}"),
                Became(row.Old, row.New, partition => PartitionTable.FormatSize(partition.Size)),
                Became(row.Old, row.New, partition => RowComparison.FlagsOf(partition) is { Length: > 0 } flags ? flags : "none"));
        }

        table.Write(session);
    }

    private void WritePartitions()
    {
        if (report.Flash is not { } flash)
        {
            return;
        }

        Line("");
        var table = new TextTable(
            new("partition"), new("change"), new("offset", IsNumber: true), new("size", IsNumber: true), new("contents"), new("files"), new("sectors", IsNumber: true));
        foreach (PartitionComparison pair in flash.Partitions)
        {
            table.Add(
                pair.Label,
                pair.Change,
                Became(pair.Old, pair.New, piece => $"0x{piece.Slice.Offset:x}"),
                Became(pair.Old, pair.New, piece => $"0x{piece.Slice.Length:x}"),
                Became(pair.Old, pair.New, piece => piece.Contents),
                pair.Files is { Changes.Count: > 0 } files ? string.Join(", ", Enum.GetValues<FileChangeKind>().Where(kind => files.Count(kind) > 0).Select(kind => $"{files.Count(kind)} {NameOf(kind)}")) : "",
                pair.Sectors.ToString(CultureInfo.InvariantCulture));
        }

        table.Write(session);
    }

    private static string Became<T>(T? before, T? after, Func<T, string> show)
        where T : class
    {
        string? old = before is null ? null : show(before);
        string? now = after is null ? null : show(after);
        return old is null || now is null || old == now ? (now ?? old)! : $"{old} -> {now}";
    }

    private void WriteFiles()
    {
        (string Label, FileChange Change)[] changes = [.. report.Comparisons.SelectMany(pair => pair.Files.Changes.Select(change => (pair.Label, change)))];
        if (changes.Length == 0)
        {
            return;
        }

        Line("");
        TableColumn[] columns = [new("change"), new("path"), new("old", IsNumber: true), new("new", IsNumber: true), new("what")];
        bool inFlash = report.Flash is not null;
        var table = new TextTable(inFlash ? [new("partition"), .. columns] : columns);
        foreach ((string label, FileChange change) in Shown(changes))
        {
            string[] cells =
            [
                NameOf(change.Kind),
                change.Kind == FileChangeKind.Renamed ? $"{change.Old!.Name} -> {change.New!.Name}" : change.Path,
                change.Old?.Length.ToString(CultureInfo.InvariantCulture) ?? "",
                change.New?.Length.ToString(CultureInfo.InvariantCulture) ?? "",
                string.Join(", ", change.Differences),
            ];
            table.Add(inFlash ? [label, .. cells] : cells);
        }

        table.Write(session);
        WriteMore(changes.Length, "file");
    }

    private void WriteSectors()
    {
        if (report.Sectors is not { Ranges.Count: > 0 } sectors)
        {
            return;
        }

        Line("");
        bool hasFiles = report.Pieces.Count > 0;
        TableColumn[] columns = [new("address", IsNumber: true), new("offset", IsNumber: true), new("length", IsNumber: true), new("sectors", IsNumber: true)];
        var table = new TextTable(hasFiles ? [.. columns, new("file")] : columns);
        foreach ((SectorRange range, int i) in Shown(sectors.Ranges).Select((range, i) => (range, i)))
        {
            string[] cells =
            [
                report.Address is { } address ? $"0x{address + range.Offset:x}" : "?",
                $"0x{range.Offset:x}",
                $"0x{range.Length:x}",
                range.Sectors.ToString(CultureInfo.InvariantCulture),
            ];
            table.Add(hasFiles ? [.. cells, report.Pieces[i]] : cells);
        }

        table.Write(session);
        WriteMore(sectors.Ranges.Count, "range");
        Line("");
        WriteCommand(sectors);
    }

    private void WriteCommand(SectorComparison sectors)
    {
        if (report.Address is null)
        {
            Line("Where the image lies in the flash is not known: --offset N, or --table TABLE, makes addresses and a command of this.");
            return;
        }

        if (report.Command is { } command)
        {
            Line(command);
        }

        if (report.Pieces.Count > 0)
        {
            Line($"(flash_args beside the pieces has the same for 'write-flash @flash_args', to be run there)");
        }
        else
        {
            string all = report.Command is null ? "" : $"(that writes all {Counted.Of(SectorRange.SectorsOf(sectors.Size), "sector")}) ";
            Line($"{all}-o DIR writes a file for each range, and the command that flashes only those: {Share(sectors)} of the whole.");
        }
    }

    private IEnumerable<T> Shown<T>(IEnumerable<T> rows) => session.OutIsTerminal ? rows.Take(ShownOnATerminal) : rows;

    private void WriteMore(int count, string noun)
    {
        if (session.OutIsTerminal && count > ShownOnATerminal)
        {
            Line($"… and {Counted.Of(count - ShownOnATerminal, $"more {noun}")}; in a file or pipe, and with --json, all are listed");
        }
    }

    private static string Share(SectorComparison sectors) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * sectors.Bytes / sectors.Size:0.#} %");

    /// <summary>The word for a kind of change.</summary>
    public static string NameOf(FileChangeKind kind) => kind switch
    {
        FileChangeKind.Added => "added",
        FileChangeKind.Removed => "removed",
        FileChangeKind.Renamed => "renamed",
        _ => "changed",
    };

    private void Line(string text) => session.Out.WriteLine(Printable.Text(text));
}
