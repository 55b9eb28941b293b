using FlashFs.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace FlashFs.Files;

/// <summary>
/// Contents of a file on disk that nobody hashes, and that remember what they were when they were first read whole: an image is read
/// back against that and not against the disk once more. A file that has others when it is read whole again, or that is written while
/// it is, is an error.
/// </summary>
internal sealed class RememberedContents : DiskContents
{
    private ulong _checksum;
    private bool _holdsPrivateKey;
    private volatile bool _isRead;

    private RememberedContents(string path, object named, long length)
        : base(path, named, length)
    {
    }

    /// <inheritdoc/>
    internal override ulong? KnownChecksum => _isRead ? _checksum : null;

    /// <inheritdoc/>
    internal override bool? HoldsPrivateKey => _isRead ? _holdsPrivateKey : null;

    /// <summary>Looks at a file without opening it.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="displayPath">The file as messages should name it.</param>
    /// <exception cref="FlashFsException">FLASHFS1001: it does not exist; FLASHFS1002: it cannot be reached; FLASHFS1008: it is not a regular file.</exception>
    public static new RememberedContents Open(string path, string displayPath) => new(path, displayPath, Look(path, displayPath).Length);

    /// <summary>The same of a file below a folder.</summary>
    public static RememberedContents Open(DiskFolder folder, string relativePath) =>
        new(relativePath, folder, Look(folder.PathOf(relativePath), folder, relativePath).Length);

    /// <inheritdoc/>
    private protected override void Read(SafeFileHandle handle, Span<byte> destination)
    {
        DateTime now = DateTime.UtcNow;
        DateTime before = File.GetLastWriteTimeUtc(handle);
        base.Read(handle, destination);

        // Half of what was and half of what will be is neither.
        ulong checksum = Checksum.Of(destination);
        if (File.GetLastWriteTimeUtc(handle) != before || (_isRead && checksum != _checksum))
        {
            throw UnchangedContents.Changed(Location, DisplayPath, Length);
        }

        // Where the time could not tell, whoever compares reads it once more, as long after as that takes.
        if (FileStatus.IsSettled(before, now))
        {
            _checksum = checksum;
            _holdsPrivateKey = SecretPattern.IsIn(destination);
            _isRead = true;
        }
    }
}
