using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>
/// Contents that are still those which were hashed before. What is kept under that hash for others must be made of nothing else, and a
/// file on disk can be written between being hashed and being read without its length changing.
/// </summary>
internal sealed class UnchangedContents : FlashContents
{
    private readonly FlashFile _file;

    private UnchangedContents(FlashFile file) => _file = file;

    public override long Length => _file.Contents.Length;

    public override ReadOnlyMemory<byte> KnownSha256 => _file.Contents.KnownSha256;

    /// <summary>The contents of a file, looked at again when they are read; as they are where they cannot change, or were never hashed.</summary>
    public static FlashContents Of(FlashFile file) =>
        file.Contents.KnownSha256.IsEmpty || file.Contents.TryGetMemory(out _) ? file.Contents : new UnchangedContents(file);

    protected override void CopyCore(Span<byte> destination)
    {
        _file.Contents.CopyTo(destination);
        if (AreKnownToBe(destination) is false)
        {
            throw Changed(_file.Source, _file.Source?.File ?? _file.Path.Value, Length);
        }
    }

    /// <summary>The error for a file that has other bytes than before, and as many.</summary>
    /// <param name="location">Where it comes from.</param>
    /// <param name="name">The file as messages name it.</param>
    /// <param name="length">Its length in bytes.</param>
    internal static FlashFsException Changed(DiagnosticLocation? location, string name, long length) => new(DiagnosticCodes.FileChanged.At(
        location, $"'{name}' has {length} bytes as when the build began, and they are others now; build again when nothing writes to it."));
}
