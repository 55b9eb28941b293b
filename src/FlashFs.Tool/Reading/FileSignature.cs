using System.Text;

namespace FlashFs.Tool.Reading;

/// <summary>Bytes that a kind of file has at one place, for kinds that turn up where an image was meant.</summary>
/// <param name="Kind">One word for programs.</param>
/// <param name="Offset">Where the bytes are.</param>
/// <param name="Mark">The bytes, as Latin-1 text.</param>
/// <param name="Description">One clause for people.</param>
/// <param name="Next">What to do with it.</param>
internal sealed record FileSignature(string Kind, int Offset, string Mark, string Description, string Next)
{
    private const string OtherFileSystem = "This tool does not read it; take the tools of that file system.";
    private const string Unpack = "Unpack it first, and look at what is in it.";
    private const string GoesIntoAnImage = "Pack it into an image: put it into a folder and run 'flashfs pack'.";

    // In no order that matters: no two can be true of one file.
    private static readonly FileSignature[] All =
    [
        new("elf", 0, "\u007fELF", "an ELF program, which is what a linker makes and no device takes", "'esptool elf2image' makes an app of it."),
        new("uf2", 0, "UF2\n", "a UF2 file, which boot loaders take over USB", "Unpack it with the tools of its boot loader; what comes out is a flash image."),
        new("littlefs", 8, "littlefs", "a littlefs file system", OtherFileSystem),
        new("fat", 54, "FAT", "a FAT file system", OtherFileSystem),
        new("fat", 82, "FAT32", "a FAT file system", OtherFileSystem),
        new("squashfs", 0, "hsqs", "a SquashFS file system", OtherFileSystem),
        new("romfs", 0, "-rom1fs-", "a romfs file system", OtherFileSystem),
        new("cramfs", 0, "\u0045\u003d\u00cd\u0028", "a cramfs file system", OtherFileSystem),
        new("frogfs", 0, "FROG", "a frogfs file system", OtherFileSystem),
        new("zip", 0, "PK\u0003\u0004", "a ZIP archive", Unpack),
        new("xz", 0, "\u00fd7zXZ", "an xz archive", Unpack),
        new("zstd", 0, "\u0028\u00b5\u002f\u00fd", "contents packed with Zstandard", Unpack),
        new("bzip2", 0, "BZh", "contents packed with bzip2", Unpack),
        new("7z", 0, "7z\u00bc\u00af", "a 7-Zip archive", Unpack),
        new("tar", 257, "ustar", "a tar archive", Unpack),
        new("executable", 0, "MZ", "a program for Windows", ""),
        new("png", 0, "\u0089PNG", "a PNG picture", GoesIntoAnImage),
        new("jpeg", 0, "\u00ff\u00d8\u00ff", "a JPEG picture", GoesIntoAnImage),
        new("gif", 0, "GIF8", "a GIF picture", GoesIntoAnImage),
        new("webp", 8, "WEBP", "a WebP picture", GoesIntoAnImage),
        new("wasm", 0, "\0asm", "a WebAssembly module", GoesIntoAnImage),
        new("pdf", 0, "%PDF", "a PDF document", GoesIntoAnImage),
        new("sqlite", 0, "SQLite format 3", "an SQLite database", ""),
    ];

    /// <summary>The kind that bytes begin as; null for none.</summary>
    public static FileLook? Find(ReadOnlySpan<byte> bytes)
    {
        foreach (FileSignature signature in All)
        {
            ReadOnlySpan<byte> mark = Encoding.Latin1.GetBytes(signature.Mark);
            if (bytes.Length >= signature.Offset + mark.Length && bytes.Slice(signature.Offset, mark.Length).SequenceEqual(mark))
            {
                return new FileLook(signature.Kind, signature.Description, signature.Next);
            }
        }

        return null;
    }
}
