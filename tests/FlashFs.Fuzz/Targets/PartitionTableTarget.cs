using System.Security.Cryptography;
using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;
using FlashFs.Partitions;

namespace FlashFs.Fuzz.Targets;

/// <summary>The partition table that the chip reads: rows and an MD5.</summary>
internal sealed class PartitionTableTarget : FuzzTarget
{
    private static readonly Structure Row = new(
        new(PartitionTableLayout.MagicOffset, 2, FieldKind.Guard),
        new(PartitionTableLayout.TypeOffset, 1, FieldKind.Choice),
        new(PartitionTableLayout.SubTypeOffset, 1, FieldKind.Choice),
        new(PartitionTableLayout.OffsetOffset, 4, FieldKind.Number),
        new(PartitionTableLayout.SizeOffset, 4, FieldKind.Number),
        new(PartitionTableLayout.LabelOffset, PartitionTableLayout.LabelLength, FieldKind.Text),
        new(PartitionTableLayout.FlagsOffset, 4, FieldKind.Choice));

    private static readonly string[] Names = ["appfs", "dual", "extras", "ota", "single", "single-nomd5"];

    /// <inheritdoc/>
    public override string Id => "partition-table";

    /// <inheritdoc/>
    public override CallLimits Limits => new(8, 64 << 10);

    /// <summary>The fields of a table in an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where the table begins.</param>
    public static IEnumerable<ImageField> FieldsOf(byte[] image, int offset) => Enumerable.Range(0, PartitionTableLayout.Length / PartitionTableLayout.EntrySize)
        .Select(row => offset + (row * PartitionTableLayout.EntrySize))
        .TakeWhile(row => image[row] != ErasedFlash.Value)
        .SelectMany(row => Row.At(row));

    /// <summary>Puts the MD5 of a table right.</summary>
    public static void RepairMd5(Span<byte> table)
    {
        for (int row = 0; row + PartitionTableLayout.EntrySize <= Math.Min(table.Length, PartitionTableLayout.Length); row += PartitionTableLayout.EntrySize)
        {
            if (table[row] == (PartitionTableLayout.Md5Magic & 0xFF) && table[row + 1] == PartitionTableLayout.Md5Magic >> 8)
            {
                MD5.HashData(table[..row], table[(row + PartitionTableLayout.Md5DigestOffset)..]);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        meter.Call("look", () => PartitionBinary.LooksLikeTable(image.Span));
        PartitionBinaryReading salvaged = meter.Call("salvage", () => PartitionBinary.Open(image.Span, PartitionTableLayout.DefaultTableOffset, ReadMode.Salvage));
        PartitionTable? strict = meter.Damageable("open strictly", () => PartitionBinary.Read(image.Span));
        CallMeter.Require(strict is null == salvaged.Damage.Count > 0, $"strict {(strict is null ? "threw" : "opened")}, salvage found {salvaged.Damage.Count}");
        meter.Call("write as CSV", () => Storable(() => PartitionCsv.Write(salvaged.Table)));
        foreach (Partition partition in salvaged.Table.Partitions)
        {
            CallMeter.Require(partition.Offset >= 0 && partition.Size >= 0 && partition.End <= 2 * PartitionTableLayout.AddressSpace, $"{partition}");
        }

        if (strict is not null)
        {
            // What is read without a complaint is what was written: again to the same rows.
            byte[]? written = meter.Call("write", () => Storable(() => PartitionBinary.Write(strict, salvaged.HasMd5)));
            CallMeter.Require(written is null || PartitionBinary.Read(written).Partitions.SequenceEqual(strict.Partitions), $"{strict.Partitions.Count} rows are others when they are written and read again");
        }

        // The same table in a flash: cut by it.
        meter.Damageable("split", () => FlashSplit.Open(image, 0, ReadMode.Salvage));
        meter.Damageable("split strictly", () => FlashSplit.Open(image, null, ReadMode.Strict));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Boundaries { get; } =
        [(int)PartitionTableLayout.SectorSize, (int)PartitionTableLayout.AppAlignment, (int)PartitionTableLayout.DefaultTableOffset, (int)PartitionTableLayout.OtaDataSize];

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        foreach (string name in Names)
        {
            byte[] table = SampleFiles.Vector($"partitions/{name}.bin");
            yield return new SampleImage(name, table, [.. FieldsOf(table, 0)]);
        }
    }

    // A label that the chip takes can be one that no CSV can hold: that is said, in so many words.
    private static T? Storable<T>(Func<T> write)
        where T : class
    {
        try
        {
            return write();
        }
        catch (FlashFsException e) when (e.Code.StartsWith("FLASHFS3", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void Repair(Span<byte> image, SampleImage sample) => RepairMd5(image);
}
