using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Reading;

/// <summary>Reads whole files that the command line names.</summary>
internal static class InputFile
{
    /// <summary>
    /// The largest file that is read, in bytes. Flash chips on these devices end at 128 MiB; a file beyond twice that was
    /// named by mistake, and is refused before memory is taken for it.
    /// </summary>
    public const long Limit = 256 * 1024 * 1024;

    /// <summary>Reads an image, a table or a flash dump.</summary>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="path">The file as the command line has it.</param>
    /// <exception cref="FlashFsException">FLASHFS1001, 1002, 1003, 1008: it is no file that can be read; FLASHFS5002: it is empty; FLASHFS5011: it is over <see cref="Limit"/>.</exception>
    public static byte[] Read(ToolSession session, string path)
    {
        FlashContents contents = Open(session, path);
        return contents.Length == 0
            ? throw new FlashFsException(DiagnosticCodes.Truncated.At(
                new DiagnosticLocation(path), $"'{path}' has 0 bytes, so there is nothing to read; make it again, and see why it came out empty."))
            : contents.ToArray();
    }

    /// <summary>Reads a text file, which may be empty.</summary>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="path">The file as the command line has it.</param>
    /// <exception cref="FlashFsException">FLASHFS1001, 1002, 1003, 1008: it is no file that can be read; FLASHFS5011: it is over <see cref="Limit"/>.</exception>
    public static string ReadText(ToolSession session, string path)
    {
        using var reader = new StreamReader(new MemoryStream(Open(session, path).ToArray()), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static FlashContents Open(ToolSession session, string path)
    {
        FlashContents contents = DiskContents.Open(session.Rooted(path), path);
        return contents.Length <= Limit
            ? contents
            : throw new FlashFsException(DiagnosticCodes.ImageOverLimit.At(
                new DiagnosticLocation(path),
                $"'{path}' has {contents.Length} bytes and this tool reads up to {Limit} (256 MiB), twice the largest flash; name an image, not a disk."));
    }
}
