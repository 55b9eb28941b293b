using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Profiles;
using FlashFs.Tool.Completion;

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

    public TableOptions()
    {
        _chip.CompletionSources.AddValues(_ => FlashChips.All.Select(chip => new WordCompletion(chip.Id, chip.DisplayName)));
        _flashSize.CompletionSources.AddValues(FlashSettings.Sizes.Select(FlashSettings.FormatSize));
    }

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_chip);
        verb.Add(_flashSize);
        verb.Add(_tableOffset);
        verb.Add(_define);
    }

    /// <summary>What the command line says, or null when it is wrong about it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="diagnostics">Takes FLASHFS1012, 1016, 1020 and 1021.</param>
    public TableRequest? Resolve(ParseResult arguments, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        long? offset = NumberText.Parse("--table-offset", arguments.GetValue(_tableOffset), found);
        string? size = arguments.GetValue(_flashSize);
        FlashSettings? settings = FlashSettings.Parse(arguments.GetValue(_chip), size, null, null, null, found);
        IReadOnlyDictionary<string, string> variables =
            PartitionVariables.Parse(string.Join(';', arguments.GetValue(_define) ?? []), null, found);
        diagnostics.AddRange(found);
        if (settings is null || found.HasErrors)
        {
            return null;
        }

        var options = new PartitionTableOptions
        {
            TableOffset = offset ?? PartitionTableLayout.DefaultTableOffset,
            FlashSize = size is null ? null : settings.Size,
            PrimaryBootloaderOffset = settings.Chip.BootloaderOffset,
            Variables = variables,
        };
        return new TableRequest(options, settings, offset) { Chip = arguments.GetValue(_chip) is null ? null : settings.Chip };
    }
}
