using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Partitions;

/// <summary>Makes types, numbers and flags of the texts of a row, each of which may be wrong on its own.</summary>
internal sealed class PartitionRowReader(PartitionTableOptions options, DiagnosticBag diagnostics)
{
    private static readonly string[] FlagNames = ["encrypted", "readonly"];

    public PartitionCandidate Read(PartitionRow row)
    {
        string label = row.Label.Text;
        if (row.Unreadable)
        {
            return new PartitionCandidate { Label = label, Row = row, Location = row.Location };
        }

        byte? type = ReadType(row);
        byte? subType = type is { } known ? ReadSubType(row, known) : null;
        bool derivesOffset = (type, subType) is (PartitionTypes.Bootloader or PartitionTypes.Table, PartitionTypes.Primary)
            or (PartitionTypes.Bootloader, PartitionTypes.BootloaderRecovery);
        HashSet<string> flags = ReadFlags(row, out bool uncertain);
        return new PartitionCandidate
        {
            Label = label,
            Type = type,
            SubType = subType,
            Offset = derivesOffset ? DeriveOffset(row, type!.Value, subType!.Value) : ReadOffset(row),
            OffsetFollows = !derivesOffset && row.Offset.IsEmpty,
            Size = type is PartitionTypes.Bootloader or PartitionTypes.Table ? DeriveSize(row, type.Value) : ReadSize(row),
            Encrypted = flags.Contains(FlagNames[0]),
            ReadOnly = flags.Contains(FlagNames[1]),
            FlagsUncertain = uncertain,
            Row = row,
            Location = row.Location,
        };
    }

    private byte? ReadType(PartitionRow row)
    {
        const string Range = "a number from 0x40 to 0xfe for a type of your own";
        string text = row.Type.Text;
        if (PartitionTypes.TryGetType(text, out byte type))
        {
            return type;
        }

        if (row.Type.IsEmpty)
        {
            Report(DiagnosticCodes.UnknownPartitionType, row.Type, $"Partition '{row.Label.Shown}' has no type; write app, data or {Range}.");
        }
        else if (!PartitionNumber.TryParse(text, out long number))
        {
            Report(
                DiagnosticCodes.UnknownPartitionType,
                row.Type,
                $"'{QuotedText.Cut(text)}' is no type for partition '{row.Label.Shown}': write a name, or {Range}{NearestName.Hint(text, PartitionTypes.TypeNames)}");
        }
        else if (number is <= PartitionTypes.Table or (>= PartitionTypes.FirstCustom and <= PartitionTypes.LastCustom))
        {
            return (byte)number;
        }
        else
        {
            Report(
                DiagnosticCodes.UnknownPartitionType,
                row.Type,
                $"'{QuotedText.Cut(text)}' is no type for partition '{row.Label.Shown}': 0 to 3 are app, data, bootloader and partition_table, 0x4 to 0x3f are kept for ESP-IDF; write {Range}.");
        }

        return null;
    }

    private byte? ReadSubType(PartitionRow row, byte type)
    {
        const string Range = "a number from 0 to 0xff";
        string text = row.SubType.Text;
        if (PartitionTypes.TryGetSubType(type, text, out byte subType))
        {
            return subType;
        }

        if (row.SubType.IsEmpty)
        {
            return DefaultSubType(row, type);
        }

        if (PartitionNumber.TryParse(text, out long number) && number <= byte.MaxValue)
        {
            return (byte)number;
        }

        string[] names = [.. PartitionTypes.SubTypeNames(type)];
        string typeName = PartitionTypes.NameOf(type) ?? $"0x{type:x}";
        Report(
            DiagnosticCodes.UnknownPartitionSubType,
            row.SubType,
            names.Length == 0
                ? $"'{QuotedText.Cut(text)}' is no subtype for partition '{row.Label.Shown}': subtypes of type {typeName} have no names; write {Range}."
                : $"'{QuotedText.Cut(text)}' is no subtype of {typeName} for partition '{row.Label.Shown}': write a name, or {Range}{NearestName.Hint(text, names)}");
        return null;
    }

    private byte? DefaultSubType(PartitionRow row, byte type)
    {
        if (type is PartitionTypes.Data or >= PartitionTypes.FirstCustom)
        {
            return PartitionTypes.DataUndefined;
        }

        bool app = type == PartitionTypes.App;
        string names = string.Join(", ", app ? ["factory", "ota_0 to ota_15", "test"] : PartitionTypes.SubTypeNames(type));
        Report(
            app ? DiagnosticCodes.AppWithoutSubType : DiagnosticCodes.UnknownPartitionSubType,
            row.SubType,
            $"Partition '{row.Label.Shown}' of type {PartitionTypes.NameOf(type)} has no subtype; write {names}.");
        return null;
    }

    private long? ReadOffset(PartitionRow row)
    {
        if (row.Offset.IsEmpty)
        {
            return null;
        }

        if (PartitionNumber.TryParse(row.Offset.Text, out long offset) && offset < PartitionTableLayout.AddressSpace)
        {
            return offset;
        }

        Report(
            DiagnosticCodes.InvalidPartitionNumber,
            row.Offset,
            $"'{row.Offset.Shown}' is no offset for partition '{row.Label.Shown}': write {FlashNumber.Forms}, below 4 GiB, or leave it empty to follow the row before.");
        return null;
    }

    private long? ReadSize(PartitionRow row)
    {
        string text = row.Size.Text;
        if (row.Size.IsEmpty)
        {
            Report(
                DiagnosticCodes.PartitionSizeMissing,
                row.Size,
                $"Partition '{row.Label.Shown}' has no size; write {FlashNumber.Forms}, or a negative number for the address it ends at.");
        }
        else if (!PartitionNumber.TryParseSigned(text, out long size) || Math.Abs(size) >= PartitionTableLayout.AddressSpace)
        {
            Report(
                DiagnosticCodes.InvalidPartitionNumber,
                row.Size,
                $"'{QuotedText.Cut(text)}' is no size for partition '{row.Label.Shown}': write {FlashNumber.Forms}, below 4 GiB, with a minus for the address it ends at.");
        }
        else if (size == 0)
        {
            Report(
                DiagnosticCodes.PartitionSizeMissing,
                row.Size,
                $"Partition '{row.Label.Shown}' has size 0 and could hold nothing; give it a size or take its row out.");
        }
        else
        {
            return size;
        }

        return null;
    }

    private long? DeriveOffset(PartitionRow row, byte type, byte subType)
    {
        if (subType == PartitionTypes.BootloaderRecovery)
        {
            // The chip's fuses say where it is; without that argument the row is believed.
            long? offset = options.RecoveryBootloaderOffset ?? ReadOffset(row with
            {
                Offset = row.Offset with { Text = PartitionNumber.TryParse(row.Offset.Text, out _) ? row.Offset.Text : "" },
            });
            if (offset is null)
            {
                Report(
                    DiagnosticCodes.InvalidPartitionNumber,
                    row.Offset,
                    $"The recovery boot loader '{row.Label.Shown}' lies where the chip's fuses say, and that is not known; write its offset in the row.");
            }

            return Used(row.Offset, offset, "offset", row);
        }

        return Used(
            row.Offset, type == PartitionTypes.Table ? options.TableOffset : options.PrimaryBootloaderOffset, "offset", row);
    }

    private long? DeriveSize(PartitionRow row, byte type)
    {
        if (type == PartitionTypes.Table)
        {
            return Used(row.Size, PartitionTableLayout.TableSize, "size", row);
        }

        if (options.PrimaryBootloaderOffset is not { } bootloader)
        {
            Report(
                DiagnosticCodes.PartitionSizeMissing,
                row.Size,
                $"The size of boot loader '{row.Label.Shown}' is the flash between the chip's boot loader offset and the table, and no chip is given; set FlashChip or --chip.");
            return null;
        }

        // A boot loader that does not lie below the table is reported with the table.
        return bootloader < options.TableOffset ? Used(row.Size, options.TableOffset - bootloader, "size", row) : null;
    }

    // What is derived wins over what is written, as in the reference tool; a number that says otherwise is worth a word.
    private long? Used(PartitionCell cell, long? derived, string field, PartitionRow row)
    {
        if (derived is { } used && PartitionNumber.TryParse(cell.Text, out long written) && written != used)
        {
            Report(
                DiagnosticCodes.PartitionTextIgnored,
                cell,
                $"The {field} '{cell.Shown}' of partition '{row.Label.Shown}' is not used: a partition of type {row.Type.Shown}/{row.SubType.Shown} has 0x{used:x}; leave the field empty.");
        }

        return derived;
    }

    private HashSet<string> ReadFlags(PartitionRow row, out bool uncertain)
    {
        uncertain = false;
        var flags = new HashSet<string>(StringComparer.Ordinal);
        int at = 0;
        foreach (string flag in row.Flags.Text.Split(':'))
        {
            if (FlagNames.Contains(flag))
            {
                flags.Add(flag);
            }
            else if (flag.Length > 0)
            {
                uncertain = true;
                Report(
                    DiagnosticCodes.UnknownPartitionFlag,
                    row.Flags with { Location = row.Flags.Location is { Column: > 0 } place ? place with { Column = place.Column + at } : row.Flags.Location },
                    $"'{QuotedText.Cut(flag)}' is no flag for partition '{row.Label.Shown}': flags are joined by ':'{NearestName.Hint(flag, FlagNames)}");
            }

            at += flag.Length + 1;
        }

        return flags;
    }

    private void Report(DiagnosticDescriptor descriptor, PartitionCell cell, string message) =>
        diagnostics.Add(descriptor, cell.Location, message);
}
