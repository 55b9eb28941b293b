using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Profiles;
using FlashFs.Tool.Images;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Options;

/// <summary>What every verb that works on a partition table takes to say what the table depends on.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> _chip = new("--chip")
    {
        Description = "The chip, which says where the boot loader lies; esp32 when not given.",
        HelpName = "ID",
    };

    private readonly Option<string?> _flashSize = new("--flash-size") { Description = "The size of the flash, for instance 4MB.", HelpName = "N" };

    private readonly Option<string?> _tableOffset = new("--table-offset")
    {
        Description = $"Where the table lies in the flash; 0x{PartitionTableLayout.DefaultTableOffset:x} when not given.",
        HelpName = "N",
    };

    private readonly Option<string[]> _define = new("-D")
    {
        Description = "The value of a $NAME in the CSV; may be repeated. The environment is never asked.",
        HelpName = "NAME=value",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_chip);
        verb.Add(_flashSize);
        verb.Add(_tableOffset);
        verb.Add(_define);
    }

    /// <summary>The offset of the table, or null where none is given.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="diagnostics">Takes FLASHFS1016 for what is no number.</param>
    public long? TableOffset(ParseResult arguments, DiagnosticBag diagnostics) =>
        NumberText.Parse("--table-offset", arguments.GetValue(_tableOffset), diagnostics);

    /// <summary>The chip and flash size, with the defaults where nothing is given.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="diagnostics">Takes FLASHFS1020 and 1021.</param>
    public FlashSettings? Settings(ParseResult arguments, DiagnosticBag diagnostics) =>
        FlashSettings.Parse(arguments.GetValue(_chip), arguments.GetValue(_flashSize), null, null, null, diagnostics);

    /// <summary>Reads a table in either form, with what the command line says of it.</summary>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="path">The table as the command line has it: CSV, binary, or a flash dump with one.</param>
    /// <param name="diagnostics">Takes everything that is wrong with the options and the table.</param>
    /// <returns>The table, or null when there is none that can be used; a damaged binary is given with what could be read.</returns>
    /// <exception cref="FlashFsException">The file cannot be read.</exception>
    public TableFile? Read(ToolSession session, ParseResult arguments, string path, DiagnosticBag diagnostics)
    {
        PartitionTableOptions? options = Resolve(arguments, diagnostics);
        return options is null
            ? null
            : TableFile.Read(path, InputFile.Read(session, path), options, TableOffset(arguments, diagnostics), diagnostics);
    }

    /// <summary>What a table depends on, or null when the command line is wrong about it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="diagnostics">Takes FLASHFS1012, 1016, 1020 and 1021.</param>
    public PartitionTableOptions? Resolve(ParseResult arguments, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        long? offset = TableOffset(arguments, found);
        FlashSettings? settings = Settings(arguments, found);
        IReadOnlyDictionary<string, string> variables =
            PartitionVariables.Parse(string.Join(';', arguments.GetValue(_define) ?? []), null, found);
        diagnostics.AddRange(found);
        return found.HasErrors
            ? null
            : new PartitionTableOptions
            {
                TableOffset = offset ?? PartitionTableLayout.DefaultTableOffset,
                FlashSize = arguments.GetValue(_flashSize) is null ? null : settings!.Size,
                PrimaryBootloaderOffset = settings!.Chip.BootloaderOffset,
                Variables = variables,
            };
    }
}
