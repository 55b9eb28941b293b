using System.Runtime.InteropServices;

namespace FlashFs.Files;

/// <summary>A regular file as the system sees it without opening it.</summary>
/// <param name="length">Its length in bytes.</param>
/// <param name="lastWriteTimeUtc">When it was last written, as <see cref="FileSystemInfo.LastWriteTimeUtc"/> has it.</param>
/// <param name="changeTicks">When anything about it last changed, its name among it, UTC, in ticks; 0 where the system does not say.</param>
/// <param name="number">Its number among the files of its disk; 0 where the system does not say.</param>
/// <remarks>
/// Unsafe for a build with nothing to do over ten thousand files: <see cref="FileInfo"/> makes 2.3 MB of objects of them and asks a
/// second question about each, together a third of the time.
/// Source: statx(2) of Linux, whose structure is the same on every machine; numbers are in the machine's byte order.
/// </remarks>
internal readonly unsafe struct FileStatus(long length, DateTime lastWriteTimeUtc, long changeTicks, ulong number)
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int NanosecondsPerTick = 100;

    // Odd, and with about as many ones as zeros in no pattern: the golden ratio in 64 bits.
    private const ulong Spread = 0x9E3779B97F4A7C15;

    // File systems have times that DateTime has not; what is past its ends counts as its ends.
    private const long EarliestSecond = -62_135_596_800;
    private const long LatestSecond = 253_402_300_799;

    // The clocks of file systems stand still for some milliseconds at a time.
    private static readonly TimeSpan s_clockTick = TimeSpan.FromMilliseconds(20);

    private static volatile bool s_isKnown = OperatingSystem.IsLinux();

    /// <summary>Its length in bytes.</summary>
    public long Length => length;

    /// <summary>When it was last written, as <see cref="FileSystemInfo.LastWriteTimeUtc"/> has it: whoever unpacks or copies files may set it.</summary>
    public DateTime LastWriteTimeUtc => lastWriteTimeUtc;

    /// <summary>
    /// Which file it is, and when anything about it last changed, which nobody can set; in one number. It tells two files of one length
    /// and one time apart of which one takes the place of the other, by itself or with the folder that it is in. 0 where the system does
    /// not say.
    /// </summary>
    public long Mark => unchecked((long)(((ulong)changeTicks * Spread) + number));

    /// <summary>Whether whoever touches the file from a moment on gives it other times than it has.</summary>
    /// <param name="momentUtc">The moment, such as the one before it is opened.</param>
    public bool IsSettledAt(DateTime momentUtc) => IsSettled(new DateTime(Math.Max(lastWriteTimeUtc.Ticks, changeTicks), DateTimeKind.Utc), momentUtc);

    /// <summary>Whether whoever touches a file from a moment on gives it another time than this one.</summary>
    /// <param name="timeUtc">Its time.</param>
    /// <param name="momentUtc">The moment.</param>
    public static bool IsSettled(DateTime timeUtc, DateTime momentUtc) => momentUtc - timeUtc > s_clockTick;

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
            seen.Size, TimeOf(seen.WrittenSeconds, seen.WrittenNanoseconds), TimeOf(seen.ChangedSeconds, seen.ChangedNanoseconds).Ticks, seen.Number);
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

        [FieldOffset(32)]
        public ulong Number;

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
