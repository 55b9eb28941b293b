using System.Formats.Tar;

namespace FlashFs.Files;

/// <summary>Tells a regular file from a pipe, socket or device without opening it: opening a pipe that nobody writes to blocks for ever.</summary>
internal static class UnixFileType
{
    private const int TypeFlagOffset = 156;

    /// <summary>Whether the path is a regular file. Only asked for files that look empty, as pipes and devices do.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be looked at.</exception>
    public static bool IsRegular(string path)
    {
        // .NET has no public stat; the tar writer asks for the type, writes it into its header and opens regular files only.
        using var header = new MemoryStream();
        try
        {
            using var writer = new TarWriter(header, TarEntryFormat.Gnu, leaveOpen: true);
            writer.WriteEntry(path, "x");
        }
        catch (IOException)
        {
            return false; // a socket: tar has no type for it
        }

        return header.Length > TypeFlagOffset && header.GetBuffer()[TypeFlagOffset] == (byte)TarEntryType.RegularFile;
    }
}
