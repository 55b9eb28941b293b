using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs partitions show</c>: a table in any form, with every offset and size worked out.</summary>
internal sealed class PartitionsShowCommand : Verb
{
    private readonly Argument<string> _table = new("CSV|BIN") { Description = "The table as text or binary, or a flash dump with one." };
    private readonly Option<bool> _csv = new("--csv") { Description = "As a CSV, with every offset and size filled in." };
    private readonly Option<bool> _json = JsonOption.For(TableJson.Schema);
    private readonly TableOptions _options = new();

    public PartitionsShowCommand(ToolSession session)
        : base(
            "show",
            "Shows a partition table.",
            session,
            "flashfs partitions show partitions.csv",
            "flashfs partitions show partition-table.bin --csv")
    {
        Add(_table);
        Add(_csv);
        Add(_json);
        _options.AddTo(this);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string path = arguments.GetRequiredValue(_table);
        bool csv = arguments.GetValue(_csv);
        bool json = arguments.GetValue(_json);
        if (csv && json)
        {
            diagnostics.Add(UsageErrors.Wrong("Both --csv and --json are given; give one of them."));
        }
        else if (_options.Resolve(arguments, diagnostics) is { } request
            && TableFile.Read(path, InputFile.Read(Session, path), request, diagnostics) is { } file)
        {
            if (csv)
            {
                Session.Out.Write(PartitionCsv.Write(file.Table));
            }
            else if (json)
            {
                JsonReport.Write(Session, writer => TableJson.Write(writer, path, file));
            }
            else
            {
                TableRows.Write(Session, file.Table);
            }
        }

        return Session.Report(diagnostics);
    }
}
