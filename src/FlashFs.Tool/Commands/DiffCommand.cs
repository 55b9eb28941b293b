using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Profiles;
using FlashFs.Tool.Comparing;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs diff</c>: the files in which two images differ, and the sectors to flash again.</summary>
internal sealed class DiffCommand : Verb
{
    private readonly Argument<string> _old = new("A") { Description = "The old one, which the device holds: an image, a flash dump, a folder or a partition table." };
    private readonly Argument<string> _new = new("B") { Description = "The new one, which it is to hold." };
    private readonly FormatOptions _format;
    private readonly PlaceOptions _place = new();

    private readonly Option<string[]> _preserve = new("--preserve")
    {
        Description = "A partition of two dumps that must stay as it is. May be repeated.",
        HelpName = "LABEL",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder for files of what is to be flashed again, and for flash_args.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "End with 1 where the two differ, for scripts." };
    private readonly Option<bool> _json = JsonOption.For(DiffJson.Schema);

    public DiffCommand(ToolSession session)
        : base(
            "diff",
            "Compares two images, an image and a folder, two flash dumps or two partition tables: files, and the sectors to flash again.",
            session,
            "flashfs diff spiffs.img new.img",
            "flashfs diff spiffs.img new.img --table partitions.csv -o pieces",
            "flashfs diff flash.bin new.img --partition storage --json",
            "flashfs diff espfs.img web",
            "flashfs diff flash.bin new.bin --preserve nvs",
            "flashfs diff partition-table.bin partitions.csv")
    {
        _format = new FormatOptions(session, required: false);
        Add(_old);
        Add(_new);
        _format.AddTo(this);
        _place.AddTo(this);
        Add(_preserve);
        Add(_output);
        Add(_exitCode);
        Add(_json);
    }

    public override void WriteMoreHelp(TextWriter writer) => FormatOptions.WriteHelp(writer);

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        FlashFormat? named = _format.Named(arguments, diagnostics);
        TableRequest? request = _place.Table.Resolve(arguments, diagnostics);
        if (diagnostics.HasErrors)
        {
            return Session.Report(diagnostics);
        }

        var opener = new DiffSideOpener(Session, _format, request!);
        DiffSide? old = opener.Open(arguments, arguments.GetRequiredValue(_old), named, diagnostics);
        DiffSide? current = opener.Open(arguments, arguments.GetRequiredValue(_new), named, diagnostics);
        FlashPiece[] pieces = [.. current?.Pieces ?? [], .. old?.Pieces ?? []];
        DiffReport? report = old is null || current is null ? null : Compare(arguments, request!, old, current, diagnostics);
        if (report is not null)
        {
            report = WithCommand(arguments, report, request!.Chip ?? FlashPiece.ChipOf(pieces) ?? request.Settings.Chip, diagnostics);
        }

        bool differ = false;
        if (report is not null && !diagnostics.HasErrors)
        {
            Write(report, arguments.GetValue(_json));
            diagnostics.AddRange(report.ToDiagnostics());
            differ = !report.IsSame;
        }

        int status = Session.Report(diagnostics);
        return status == ExitStatus.Done && differ && arguments.GetValue(_exitCode) ? ExitStatus.Failed : status;
    }

    private DiffReport? Compare(ParseResult arguments, TableRequest request, DiffSide old, DiffSide current, DiagnosticBag diagnostics)
    {
        string[] preserve = arguments.GetValue(_preserve) ?? [];
        string? label = _place.LabelOf(arguments);
        bool whole = old.Dump is not null && current.Dump is not null && label is null;
        if (Problem(arguments, old, current, preserve.Length > 0 && !whole) is { } problem)
        {
            diagnostics.Add(UsageErrors.Wrong(problem));
            return null;
        }

        if (old.Table is not null || current.Table is not null)
        {
            return new DiffReport(old.Examined(), current.Examined()) { Rows = RowComparison.Of(old.Partitions!, current.Partitions!) };
        }

        if (whole)
        {
            DumpPartition.CheckLabels(current, preserve, diagnostics);
            return diagnostics.HasErrors ? null : OfDumps(old.Examined(), current.Examined(), preserve);
        }

        (DiffSide? Side, FlashPlace? Place) before = DumpPartition.Of(old, label, current.Image?.Volume.Format, diagnostics);
        (DiffSide? Side, FlashPlace? Place) after = DumpPartition.Of(current, label, old.Image?.Volume.Format, diagnostics);
        if (before.Side is null || after.Side is null)
        {
            return null;
        }

        FlashPlace? place = after.Place ?? before.Place ?? (after.Side.Image is { } image ? _place.Resolve(arguments, Session, request, image, diagnostics) : null);
        if (place?.Partition is { } partition && after.Side.Image is { } fitting && after.Place is null && before.Place is not null)
        {
            PlaceOptions.Fits(partition, fitting, diagnostics);
        }

        return diagnostics.HasErrors ? null : OfImages(before.Side.Examined(), after.Side.Examined()) with { Address = place?.Address };
    }

    // What cannot be asked of these two; null where all can.
    private string? Problem(ParseResult arguments, DiffSide old, DiffSide current, bool preserves) => (old, current) switch
    {
        ({ Folder: not null }, { Folder: not null }) => $"'{old.Name}' and '{current.Name}' are both folders, and this compares images; name an image or a flash dump, at least as one of the two.",
        ({ Table: not null }, { Partitions: null }) => NoTable(old, current),
        ({ Partitions: null }, { Table: not null }) => NoTable(current, old),
        _ when (old.Table ?? current.Table) is not null && (preserves || _place.AreGiven(arguments) || _place.LabelOf(arguments) is not null || arguments.GetValue(_output) is not null) =>
            "Of partition tables the rows are compared, and there is nothing to flash; leave out --partition, --preserve, --offset, --table and -o.",
        _ when preserves => "--preserve names partitions of two flash dumps that are compared as a whole, and these are not; leave it out.",
        _ when (old.Dump is not null || current.Dump is not null) && _place.AreGiven(arguments) => "A flash dump says itself where its partitions lie; leave out --offset and --table.",
        ({ Folder: not null }, _) or (_, { Folder: not null }) when arguments.GetValue(_output) is not null || (_place.AreGiven(arguments)) =>
            "A folder has no sectors, so there is nothing to flash again; leave out -o, --offset and --table, or pack the folder and compare the images.",
        _ => null,
    };

    private static string NoTable(DiffSide table, DiffSide other) =>
        $"'{table.Name}' is a partition table and '{other.Name}' has none; compare it with another table, as CSV or binary, or with a flash dump. Where an image lies, --table says.";

    private static DiffReport OfDumps(DiffSide old, DiffSide current, string[] preserve)
    {
        FlashComparison flash = FlashComparison.Of(old, current, preserve);
        return new DiffReport(old, current) { Flash = flash, Sectors = flash.Sectors, Address = 0 };
    }

    private static DiffReport OfImages(DiffSide old, DiffSide current) => new(old, current)
    {
        Files = FileComparison.Of(old.Files, current.Files, old.Image is { } before && before.Volume.Format == current.Image?.Volume.Format),
        Sectors = old.Folder is null && current.Folder is null ? SectorComparison.Of(old.Bytes.Span, current.Bytes.Span, []) : null,
    };

    private DiffReport WithCommand(ParseResult arguments, DiffReport report, FlashChip chip, DiagnosticBag diagnostics)
    {
        if (arguments.GetValue(_output) is not { } output)
        {
            return report with { Command = FlashPieces.Whole(report, chip) };
        }

        if (report.Address is null)
        {
            diagnostics.Add(UsageErrors.Wrong("-o writes files for addresses in the flash, and nothing says where the image lies; give --offset N, or --table and --partition."));
            return report;
        }

        // Files to be flashed must be whole.
        return report.New.Damage.Count > 0 ? report : FlashPieces.Write(Session, output, report, chip, diagnostics);
    }

    private void Write(DiffReport report, bool asJson)
    {
        if (asJson)
        {
            JsonReport.Write(Session, json => DiffJson.Write(json, report));
        }
        else
        {
            new DiffText(Session, report).Write();
        }
    }
}
