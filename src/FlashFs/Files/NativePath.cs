using System.Text;

namespace FlashFs.Files;

/// <summary>Paths as the system's own functions take them on Unix: UTF-8 with a NUL behind.</summary>
internal static class NativePath
{
    /// <summary>The room for a path that is worth a question of its own to the system; longer ones are rare.</summary>
    public const int Room = 512;

    /// <summary>Puts a path into a buffer; false where it does not fit, or has a NUL in it.</summary>
    public static bool TryPut(string path, Span<byte> buffer)
    {
        if (path.Contains('\0') || !Encoding.UTF8.TryGetBytes(path, buffer[..^1], out int written))
        {
            return false;
        }

        buffer[written] = 0;
        return true;
    }
}
