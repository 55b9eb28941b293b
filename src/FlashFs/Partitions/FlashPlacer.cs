using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Profiles;

namespace FlashFs.Partitions;

/// <summary>Finds the address of a part and how much room there is.</summary>
internal sealed class FlashPlacer(PartitionTable table, FlashSettings settings, DiagnosticBag diagnostics)
{
    private long BootloaderOffset => settings.Chip.BootloaderOffset;

    public FlashPart? Place(FlashPartSource source)
    {
        bool named = !string.IsNullOrEmpty(source.Label);
        if (source.Kind == FlashPartKind.PartitionTable)
        {
            return new FlashPart(
                FlashPartKind.PartitionTable, PartitionLabel.Table, source.FileName, table.TableOffset, PartitionTableLayout.TableSize, source.Contents)
            {
                Partition = Primary(PartitionTypes.Table),
                Encrypted = source.Encrypted,
                Location = source.Location,
            };
        }

        if (named && source.Offset is null)
        {
            return PlaceByLabel(source, source.Label!);
        }

        if (!named && source.Offset is { } offset)
        {
            return PlaceByOffset(source, offset);
        }

        Report(
            DiagnosticCodes.BinaryWithoutPlace,
            source,
            named
                ? $"'{source.FileName}' has both Partition=\"{source.Label}\" and Offset=\"0x{source.Offset:x}\"; keep one of them."
                : $"'{source.FileName}' has no place; write Partition=\"LABEL\", Partition=\"bootloader\" or Offset=\"0x…\". The table has: {table.Describe()}.");
        return null;
    }

    private FlashPart? PlaceByLabel(FlashPartSource source, string label)
    {
        if (label == PartitionLabel.Bootloader)
        {
            return PlaceBootloader(source);
        }

        if (label == PartitionLabel.Table)
        {
            Report(
                DiagnosticCodes.BinaryWithoutPlace,
                source,
                $"'{source.FileName}' asks for the place of the partition table, which the build makes itself; change the table's CSV instead, or take this part out.");
            return null;
        }

        if (table.Find(label) is { } partition)
        {
            return partition is { Type: PartitionTypes.Bootloader, SubType: PartitionTypes.Primary }
                ? PlaceBootloader(source)
                : In(partition, source, partition.Offset);
        }

        Report(
            DiagnosticCodes.PartitionNotFound,
            source,
            $"'{source.FileName}' asks for partition '{label}', which the table does not have{NearestName.Hint(label, table.Partitions.Select(candidate => candidate.Label).Append(PartitionLabel.Bootloader))} The table has: {table.Describe()}.");
        return null;
    }

    private FlashPart PlaceBootloader(FlashPartSource source) =>
        new(FlashPartKind.Bootloader, PartitionLabel.Bootloader, source.FileName, BootloaderOffset, table.TableOffset - BootloaderOffset, source.Contents)
        {
            Partition = Primary(PartitionTypes.Bootloader),
            Encrypted = source.Encrypted,
            Location = source.Location,
        };

    private FlashPart? PlaceByOffset(FlashPartSource source, long offset)
    {
        Partition? partition = table.Partitions.FirstOrDefault(candidate =>
            offset >= candidate.Offset && offset < candidate.End
            && candidate is not { Type: PartitionTypes.Bootloader or PartitionTypes.Table, SubType: PartitionTypes.Primary });
        if (offset < 0 || offset >= settings.Size)
        {
            Report(
                DiagnosticCodes.PartPastFlash,
                source,
                $"'{source.FileName}' is to go to 0x{offset:x}, and the flash has 0x{settings.Size:x} bytes ({settings.SizeText}); lower the offset, or set the flash size (FlashSize, --flash-size) to what the board has.");
            return null;
        }

        long alignment = PartitionTableLayout.AlignmentOf(partition?.Type ?? PartitionTypes.Data);
        if (offset % alignment != 0)
        {
            long above = PartitionTableLayout.AlignUp(offset, alignment);
            long nearest = above < (partition?.End ?? settings.Size) ? above : offset - (offset % alignment);
            string where = partition is null ? "a part" : $"a part of partition '{partition.Label}' ({partition.Kind})";
            Report(
                DiagnosticCodes.BinaryNotAligned,
                source,
                $"'{source.FileName}' is to go to 0x{offset:x}, and {where} begins at a multiple of 0x{alignment:x}; use 0x{nearest:x}, or name the partition instead.");
            return null;
        }

        return offset == BootloaderOffset
            ? PlaceBootloader(source)
            : partition is not null ? In(partition, source, offset) : InGap(source, offset);
    }

    private static FlashPart In(Partition partition, FlashPartSource source, long address) => new(
        source.Kind,
        address == partition.Offset ? partition.Label : source.FileName,
        source.FileName,
        address,
        partition.End - address,
        source.Contents)
    {
        Partition = partition,
        Encrypted = source.Encrypted,
        Location = source.Location,
    };

    private FlashPart InGap(FlashPartSource source, long address)
    {
        long end = table.Partitions.Select(partition => partition.Offset).Append(table.TableOffset).Append(settings.Size)
            .Where(start => start > address).Min();
        bool inTable = address >= table.TableOffset && address < table.TableEnd;
        return new FlashPart(
            source.Kind, source.FileName, source.FileName, address, (inTable ? table.TableEnd : end) - address, source.Contents)
        {
            Encrypted = source.Encrypted,
            Location = source.Location,
        };
    }

    private Partition? Primary(byte type) =>
        table.Partitions.FirstOrDefault(partition => partition.Type == type && partition.SubType == PartitionTypes.Primary);

    private void Report(DiagnosticDescriptor descriptor, FlashPartSource source, string message) =>
        diagnostics.Add(descriptor, source.Location, message);
}
