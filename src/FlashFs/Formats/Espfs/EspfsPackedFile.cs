using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Espfs;

/// <summary>A file as it will be stored.</summary>
/// <param name="File">The file.</param>
/// <param name="Flags">The flags of its header.</param>
/// <param name="Compression">The compression of its header.</param>
/// <param name="Packed">Its packed contents; null when they are stored plain and read when the image is written.</param>
internal sealed record EspfsPackedFile(FlashFile File, byte Flags, byte Compression, byte[]? Packed)
{
    /// <summary>What kept the contents from being read.</summary>
    public FlashFsException? Failure { get; init; }

    public long StoredLength => Packed?.Length ?? File.Contents.Length;

    public long ContentsOffset => EspfsLayout.HeaderSize + EspfsLayout.NameRoom(File.Path.Utf8Length);

    /// <summary>All that it takes, padding included.</summary>
    public long Size => ContentsOffset + EspfsLayout.Align(StoredLength);

    public static EspfsPackedFile Plain(FlashFile file) => new(file, 0, EspfsLayout.NoCompression, null);
}
