using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>Checks the magic of all blocks as a mounting device does, and says what is likely wrong where it does not fit.</summary>
internal static class SpiffsMagic
{
    /// <summary>What a mounting device says of an image without the magic it expects.</summary>
    private const string MountError = "the device refuses to mount it (error -10025)";

    /// <summary>Checks it.</summary>
    /// <returns>Why the device refuses to mount the image, in one clause; null when it mounts.</returns>
    public static string? Check(ReadOnlySpan<byte> image, SpiffsScan scan, SpiffsDamageList damage)
    {
        SpiffsGeometry geometry = scan.Geometry;
        int blocks = image.Length / geometry.BlockSize;
        if (blocks == 0 || image.Length % geometry.BlockSize != 0)
        {
            damage.Add(
                DiagnosticCodes.Truncated,
                (long)blocks * geometry.BlockSize,
                $"whole blocks of {geometry.BlockSize} bytes",
                $"{image.Length} bytes, {image.Length - (long)blocks * geometry.BlockSize} beyond the last whole block");
        }

        if (image.Length / geometry.PageSize > SpiffsLayout.MaxPages)
        {
            damage.Add(
                DiagnosticCodes.InvalidField,
                (long)SpiffsLayout.MaxPages * geometry.PageSize,
                $"at most {SpiffsLayout.MaxPages} pages of {geometry.PageSize} bytes, which is what 16-bit page indexes reach",
                $"{image.Length / geometry.PageSize} pages");
        }

        if (!geometry.Options.UseMagic || blocks == 0)
        {
            return null;
        }

        int bad = 0;
        int firstBad = -1;
        for (int block = 0; block < blocks; block++)
        {
            if (Read(image, geometry, block) != geometry.Magic(block, blocks))
            {
                bad++;
                firstBad = firstBad < 0 ? block : firstBad;
            }
        }

        if (bad == 1 && blocks > 1)
        {
            CheckUnerased(image, scan, firstBad, blocks, damage);
        }
        else if (bad > 0)
        {
            string cause = LikelyCause(image, geometry, blocks, bad);
            damage.Add(
                DiagnosticCodes.NotThisFormat,
                (long)firstBad * geometry.BlockSize + geometry.MagicOffset,
                $"magic 0x{geometry.Magic(firstBad, blocks):x4} in block {firstBad} of {blocks}",
                $"0x{Read(image, geometry, firstBad):x4}, and {bad} blocks without their magic: {MountError}; {cause}");
            return cause;
        }

        return null;
    }

    /// <summary>The cell of a block that holds the magic.</summary>
    public static ushort Read(ReadOnlySpan<byte> image, SpiffsGeometry geometry, int block) =>
        geometry.Order.ReadUInt16(image[(block * geometry.BlockSize + geometry.MagicOffset)..]);

    // One block without magic is what a power cut during an erase leaves: the device erases that block again when it
    // mounts. That hurts only where the block holds something.
    private static void CheckUnerased(ReadOnlySpan<byte> image, SpiffsScan scan, int block, int blocks, SpiffsDamageList damage)
    {
        SpiffsGeometry geometry = scan.Geometry;
        int used = 0;
        int first = block * geometry.PagesPerBlock;
        for (int page = first; page < Math.Min(first + geometry.PagesPerBlock, scan.PageCount); page++)
        {
            used += scan.State(page) is SpiffsPageState.Index or SpiffsPageState.Data ? 1 : 0;
        }

        if (used > 0)
        {
            damage.Add(
                DiagnosticCodes.InvalidField,
                (long)block * geometry.BlockSize + geometry.MagicOffset,
                $"magic 0x{geometry.Magic(block, blocks):x4} in block {block} of {blocks}",
                $"0x{Read(image, geometry, block):x4}: the device takes the block for half erased and erases it when it mounts, with {used} pages in use");
        }
    }

    private static string LikelyCause(ReadOnlySpan<byte> image, SpiffsGeometry geometry, int blocks, int bad)
    {
        if (!image.ContainsAnyExcept(ErasedFlash.Value))
        {
            return "the image is all 0xFF, erased flash: nothing was written here, or it lies at another offset";
        }

        if (SpiffsMagicSearch.Best(image) is not { } found)
        {
            return bad < blocks
                ? "the other blocks have theirs, so the image is damaged"
                : "no SPIFFS magic was found for any usual geometry: another format, another offset, or made without useMagic";
        }

        SpiffsOptions has = found.Options;
        SpiffsOptions wanted = geometry.Options;
        string[] differences =
        [
            .. Difference("pageSize", has.PageSize, wanted.PageSize),
            .. Difference("blockSize", has.BlockSize, wanted.BlockSize),
            .. Difference("useMagicLength", has.UseMagicLength, wanted.UseMagicLength),
            .. Difference("bigEndian", has.BigEndian, wanted.BigEndian),
        ];
        if (differences.Length > 0)
        {
            return $"its magic fits other options: {string.Join(", ", differences)}";
        }

        return found.BlockCount is { } count && count != blocks
            ? $"made for {count} blocks ({(long)count * has.BlockSize} bytes), has {blocks} ({image.Length}): cut, padded, or made for a partition of another size"
            : "the other blocks have theirs, so the image is damaged";
    }

    private static IEnumerable<string> Difference<T>(string name, T has, T wanted)
        where T : IEquatable<T> =>
        has.Equals(wanted) ? [] : [$"{name} {has.ToString()!.ToLowerInvariant()} instead of {wanted.ToString()!.ToLowerInvariant()}"];
}
