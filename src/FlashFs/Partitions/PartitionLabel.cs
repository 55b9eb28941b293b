using System.Text;

namespace FlashFs.Partitions;

/// <summary>What a label may be.</summary>
internal static class PartitionLabel
{
    /// <summary>The word for the second stage boot loader where a label is asked for.</summary>
    public const string Bootloader = "bootloader";

    /// <summary>The word for the partition table among the parts of a flash.</summary>
    public const string Table = "partition-table";

    /// <summary>The bytes a label takes.</summary>
    public static int ByteCount(string label) => Encoding.UTF8.GetByteCount(label);

    /// <summary>
    /// What keeps a label out of a CSV or the binary table, whatever its length: ends a sentence that begins with the
    /// label; null where nothing does.
    /// </summary>
    public static string? Problem(string label) => label switch
    {
        "" => "is empty; give the partition a name that firmware can ask for",
        _ when label.Any(char.IsControl) => "holds a control character; use letters, digits, '_' and '-'",
        _ when label.Contains(',', StringComparison.Ordinal) => "holds a comma, which ends a field of a CSV; use letters, digits, '_' and '-'",
        _ when label.Any(letter => letter is '\u2028' or '\u2029') => "holds a line break; use letters, digits, '_' and '-'",
        _ when label.Contains('#', StringComparison.Ordinal) => "holds '#', which begins a comment in a CSV; leave it out",
        _ when label.Trim() != label => "begins or ends with a space, which a CSV drops; leave it out",
        _ when !IsWellFormed(label) => "holds half a surrogate pair, which UTF-8 cannot store; use letters, digits, '_' and '-'",
        _ => null,
    };

    /// <summary>Whether a label stands for another part of the flash than a partition of this kind.</summary>
    public static bool IsReservedFor(string label, byte type, byte subType) => label switch
    {
        Bootloader => (type, subType) != (PartitionTypes.Bootloader, PartitionTypes.Primary),
        Table => (type, subType) != (PartitionTypes.Table, PartitionTypes.Primary),
        _ => false,
    };

    private static bool IsWellFormed(string label)
    {
        ReadOnlySpan<char> rest = label;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }
}
