using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Where everything is in a Simple FS image: how many files, a row for each, then names and contents.</summary>
/// <remarks>
/// All integers are unsigned 32-bit and little-endian. Offsets count from the end of the table.
/// <list type="table">
/// <listheader><term>offset, size</term><description>field of a row</description></listheader>
/// <item><term>0, 4</term><description>offset of the name, which ends with NUL</description></item>
/// <item><term>4, 4</term><description>length of the name, without its NUL (fs-packer) or with it (the first documentation)</description></item>
/// <item><term>8, 4</term><description>offset of the contents, which a NUL follows</description></item>
/// <item><term>12, 4</term><description>length of the contents, without that NUL</description></item>
/// </list>
/// Source: nervosnetwork/ckb-js-vm at 3d966c3, <c>libc/src/ckb_cell_fs.c</c>, <c>src/qjs.c</c>, <c>src/std_module.c</c>,
/// <c>libc/src/malloc.c</c>, <c>packages/fs-packer/src/index.ts</c>, <c>docs/tutorial/src/file-system.md</c>.
/// </remarks>
internal static class SimpleFsLayout
{
    public const string DisplayName = "Simple FS";

    public const int CountSize = sizeof(uint);
    public const int RowSize = 16;

    public const int NameOffsetOffset = 0;
    public const int NameLengthOffset = 4;
    public const int ContentsOffsetOffset = 8;
    public const int ContentsLengthOffset = 12;

    /// <summary>What follows every name and all contents: names are read as C strings, contents are compiled where they lie.</summary>
    public const int TerminatorSize = 1;

    /// <summary>The longest name in bytes, without its NUL: the module loader copies names into 256 bytes.</summary>
    public const int MaximumNameLength = CkbModuleRule.MaximumNameLength;

    /// <summary>What no name may begin with: the VM refuses the whole image.</summary>
    public const string RefusedFirst = "./\\~";

    /// <summary>
    /// The largest image in bytes that the VM can load out of a cell: it takes one byte more from its allocator, which adds 16
    /// for itself, rounds up to 32 and gives nothing from 0x1c00 times that on. The VM does not look and crashes.
    /// </summary>
    public const int MaximumRunFromCell = (0x1c00 * 32) - 32 - 16 - 1;

    /// <summary>The largest image in bytes that the VM takes when it runs one from a file: its buffer must not be full.</summary>
    public const int MaximumRunFromFile = (512 * 1024) - 1;

    /// <summary>Where names and contents begin in an image of so many files.</summary>
    public static long BlobsOffset(long count) => CountSize + (RowSize * count);

    public static int RowOffset(int index) => CountSize + (RowSize * index);

    /// <summary>What a file takes, its row included.</summary>
    public static long FileSize(int nameLength, long contentsLength) =>
        RowSize + nameLength + TerminatorSize + contentsLength + TerminatorSize;
}
