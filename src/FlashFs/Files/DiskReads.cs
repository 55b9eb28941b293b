using Microsoft.Win32.SafeHandles;

namespace FlashFs.Files;

/// <summary>Reads from files: one read may give fewer bytes than there are.</summary>
internal static class DiskReads
{
    /// <summary>Fills a buffer from a place in a file on.</summary>
    /// <returns>How many bytes there were: fewer than the buffer has only where the file ends.</returns>
    public static int Fill(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        int read = 0;
        int count;
        do
        {
            count = RandomAccess.Read(handle, destination[read..], offset + read);
            read += count;
        }
        while (count > 0 && read < destination.Length);
        return read;
    }

    /// <summary>Fills a buffer from a place in a file on, all of it.</summary>
    /// <exception cref="EndOfStreamException">The file ends before the buffer is full.</exception>
    public static void FillWhole(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        int read = Fill(handle, destination, offset);
        if (read < destination.Length)
        {
            throw new EndOfStreamException($"It ends at byte {offset + read} of {offset + destination.Length}.");
        }
    }
}
