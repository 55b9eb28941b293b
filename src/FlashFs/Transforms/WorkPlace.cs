using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>
/// The folder of one run of a command. Its name comes from the key of the result, so that a tool that writes the name of its
/// input into its output does so everywhere alike. Builds that want the same result at once take turns.
/// </summary>
internal sealed class WorkPlace : IDisposable
{
    private const int NameLength = 16;
    private const int LockLength = 2;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private readonly FileStream _lock;

    private WorkPlace(string folder, FileStream held)
    {
        _folder = folder;
        _lock = held;
    }

    /// <summary>Where the input goes.</summary>
    public string InputFolder => Path.Combine(_folder, "in");

    /// <summary>Where the output is expected.</summary>
    public string OutputFolder => Path.Combine(_folder, "out");

    /// <summary>Takes the place, empty; waits while another build has it.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder cannot be written.</exception>
    public static WorkPlace Take(string workFolder, string key, CancellationToken cancellation)
    {
        string folder = Path.Combine(workFolder, key[..NameLength]);
        try
        {
            Directory.CreateDirectory(workFolder);
            var place = new WorkPlace(folder, WaitForTurn(LockOf(workFolder, key), cancellation));
            try
            {
                place.Clear(); // a killed build may have left something
                Directory.CreateDirectory(place.InputFolder);
                Directory.CreateDirectory(place.OutputFolder);
                return place;
            }
            catch
            {
                place._lock.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.NotWritable(folder, e);
        }
    }

    /// <summary>Removes the folders of killed builds: once its input has changed, the run of a folder never comes again.</summary>
    public static void DeleteAbandoned(string workFolder)
    {
        if (!Directory.Exists(workFolder))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(workFolder))
        {
            string name = Path.GetFileName(folder);
            if (name.Length != NameLength || !name.All(char.IsAsciiHexDigitLower))
            {
                continue;
            }

            try
            {
                using var held = new FileStream(LockOf(workFolder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // another build has it, which will clear it itself
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Clear();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that ended badly may still hold a file; the next run of the key clears the place.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static string LockOf(string workFolder, string key) => Path.Combine(workFolder, $"{key[..LockLength]}.lock");

    // One of 256 locks, and never deleted: a lock that its owner deletes can be held twice.
    private static FileStream WaitForTurn(string path, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e))
            {
                cancellation.WaitHandle.WaitOne(Turn); // another build, or another thread, has it
            }
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows: all else does not pass by waiting.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x8007_0020);

    private void Clear()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
