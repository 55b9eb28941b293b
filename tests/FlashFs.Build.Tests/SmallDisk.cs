using System.Diagnostics;
using System.Globalization;

namespace FlashFs.Build.Tests;

/// <summary>
/// A file system of a few pages, mounted on a folder: it fills up, and can be made one that nobody may write. Where this process may
/// mount nothing, or the system has no tmpfs, the test is inconclusive; CI may, and counts that as a failure.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>What the file system gives its files by.</summary>
    public const int PageSize = 4096;

    private readonly string _folder;

    public SmallDisk(string folder, int pages)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", Size(pages), "tmpfs", folder) is not null)
        {
            Assert.Inconclusive("No tmpfs can be mounted here: that takes Linux and root.");
        }
    }

    /// <summary>Makes it larger or smaller.</summary>
    public void Resize(int pages) => Do("mount", "-o", $"remount,{Size(pages)}", _folder);

    /// <summary>Keeps everybody from writing, root as well.</summary>
    public void MakeReadOnly() => Do("mount", "-o", "remount,ro", _folder);

    public void MakeWritable() => Do("mount", "-o", "remount,rw", _folder);

    public void Dispose() => Do("umount", "-l", _folder);

    /// <summary>Mounts a file on itself: it can be read, and no longer be replaced.</summary>
    public static IDisposable Pin(string file)
    {
        if (!OperatingSystem.IsLinux() || Run("mount", "--bind", file, file) is not null)
        {
            Assert.Inconclusive("Nothing can be mounted here: that takes Linux and root.");
        }

        return new Pinned(file);
    }

    private static string Size(int pages) => string.Create(CultureInfo.InvariantCulture, $"size={pages * PageSize}");

    private static void Do(string program, params string[] arguments) => Assert.IsNull(Run(program, arguments));

    private static string? Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said;
    }

    private sealed class Pinned(string file) : IDisposable
    {
        public void Dispose() => Do("umount", "-l", file);
    }
}
