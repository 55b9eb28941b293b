using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs partitions build</c>: the binary table of a CSV.</summary>
internal sealed class PartitionsBuildCommand : Verb
{
    private readonly Argument<string> _csv = new("CSV") { Description = "The table as text: name, type, subtype, offset, size, flags." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The binary table.", HelpName = "BIN", Required = true };
    private readonly Option<bool> _noMd5 = new("--no-md5") { Description = "Leave out the MD5 row, which boot loaders before ESP-IDF 3.1 do not know." };
    private readonly Option<bool> _json = JsonOption.For(TableJson.Schema);
    private readonly TableOptions _table = new();

    public PartitionsBuildCommand(ToolSession session)
        : base(
            "build",
            "Makes the binary partition table of a CSV, checked as the device would.",
            session,
            "flashfs partitions build partitions.csv -o partition-table.bin --flash-size 4MB",
            "flashfs partitions build ota.csv -o partition-table.bin --table-offset 0x9000 --no-md5 -D SIZE=1M")
    {
        Add(_csv);
        Add(_output);
        _table.AddTo(this);
        Add(_noMd5);
        Add(_json);
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string csv = arguments.GetRequiredValue(_csv);
        string output = arguments.GetRequiredValue(_output);
        bool md5 = !arguments.GetValue(_noMd5);
        PartitionTable? table = _table.Resolve(arguments, diagnostics) is { } request
            ? PartitionCsv.Read(InputFile.Read(Session, csv), csv, request.Options with { Md5 = md5 }, diagnostics)
            : null;
        if (table is not null && OutputPath.Check(Session, output, diagnostics) is { } path)
        {
            byte[] bytes = PartitionBinary.Write(table, md5);
            OutputFile.Write(path, bytes);
            if (arguments.GetValue(_json))
            {
                JsonReport.Write(Session, json => TableJson.Write(json, output, new TableFile(table, TableFile.Binary, md5, [])));
            }
            else
            {
                Session.Out.WriteLine(Printable.Text(
                    $"{output}: {bytes.Length} bytes, {Counted.Of(table.Partitions.Count, "partition")}, the last ends at 0x{table.End:x}"));
            }
        }

        return Session.Report(diagnostics);
    }
}
