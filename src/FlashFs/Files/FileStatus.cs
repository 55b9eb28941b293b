using System.Runtime.InteropServices;

namespace FlashFs.Files;

/// <summary>A regular file as the system sees it without opening it.</summary>
/// <param name="length">Its length in bytes.</param>
/// <param name="lastWriteTimeUtc">When it was last written, as <see cref="FileSystemInfo.LastWriteTimeUtc"/> has it.</param>
/// <param name="changeTicks">When anything about it last changed, its name among it.</param>
/// <remarks>
/// Unsafe for a build with nothing to do over ten thousand files: <see cref="FileInfo"/> makes 2.3 MB of objects of them and asks a
/// second question about each, together a third of the time.
/// Source: statx(2) of Linux, whose structure is the same on every machine; numbers are in the machine's byte order.
/// </remarks>
internal readonly unsafe struct FileStatus(long length, DateTime lastWriteTimeUtc, long changeTicks)
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int NanosecondsPerTick = 100;

    // File systems have times that DateTime has not; what is past its ends counts as its ends.
    private const long EarliestSecond = -62_135_596_800;
    private const long LatestSecond = 253_402_300_799;

    private static volatile bool s_isKnown = OperatingSystem.IsLinux();

    /// <summary>Its length in bytes.</summary>
    public long Length => length;

    /// <summary>When it was last written, as <see cref="FileSystemInfo.LastWriteTimeUtc"/> has it: whoever unpacks or copies files may set it.</summary>
    public DateTime LastWriteTimeUtc => lastWriteTimeUtc;

    /// <summary>
    /// When anything about it last changed, its name among it, UTC, in ticks; nobody can set it. Two files of one length and one time, of
    /// which one takes the place of the other, differ in it.
    /// </summary>
    public long ChangeTicks => changeTicks;

    /// <summary>Looks at a regular file, or at the one that a link leads to.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="status">What is seen.</param>
    /// <returns>Whether it is one; false too where the system has another way to ask. Who needs to know why not asks again.</returns>
    public static bool TryGet(string path, out FileStatus status)
    {
        status = default;
        Span<byte> name = stackalloc byte[NativePath.Room];
        if (!s_isKnown || !NativePath.TryPut(path, name))
        {
            return false;
        }

        Status seen;
        try
        {
            fixed (byte* text = name)
            {
                if (Statx(CurrentFolder, text, 0, BasicStats, &seen) != 0)
                {
                    return false;
                }
            }
        }
        catch (EntryPointNotFoundException)
        {
            s_isKnown = false;
            return false;
        }

        if ((seen.Mode & TypeMask) != RegularFile)
        {
            return false;
        }

        status = new FileStatus(
            seen.Size, TimeOf(seen.WrittenSeconds, seen.WrittenNanoseconds), TimeOf(seen.ChangedSeconds, seen.ChangedNanoseconds).Ticks);
        return true;
    }

    private static DateTime TimeOf(long seconds, uint nanoseconds) => DateTime.UnixEpoch.AddTicks(
        (Math.Clamp(seconds, EarliestSecond, LatestSecond) * TimeSpan.TicksPerSecond) + (nanoseconds / NanosecondsPerTick));

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte* path, int flags, uint mask, Status* status);

    // What of struct statx is asked for.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long WrittenSeconds;

        [FieldOffset(120)]
        public uint WrittenNanoseconds;
    }
}
