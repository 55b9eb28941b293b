using System.Security.Cryptography;
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

    /// <summary>What there is to say of a file whose contents are no longer those that were hashed.</summary>
    public static Diagnostic Changed(FlashFile file) => DiagnosticCodes.FileChanged.At(
        file.Source, $"'{file.Source?.File ?? file.Path.Value}' has {file.Contents.Length} bytes as when the build began, and they are others now; build again when nothing writes to it.");

    protected override void CopyCore(Span<byte> destination)
    {
        _file.Contents.CopyTo(destination);
        if (!SHA256.HashData(destination).AsSpan().SequenceEqual(KnownSha256.Span))
        {
            throw new FlashFsException(Changed(_file));
        }
    }
}
