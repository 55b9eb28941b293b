namespace FlashFs.Files;

/// <summary>Contents of a file on disk whose hash is known; they are not read again where they were kept when they were hashed.</summary>
internal sealed class HashedContents(DiskContents file, ReadOnlyMemory<byte> sha256, KeptBytes? kept) : DiskContents(file)
{
    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> KnownSha256 => sha256;

    /// <inheritdoc/>
    internal override ulong? KnownChecksum => kept?.Checksum;

    /// <inheritdoc/>
    public override bool TryGetMemory(out ReadOnlyMemory<byte> bytes)
    {
        bytes = kept?.Bytes ?? default;
        return kept is not null;
    }

    /// <inheritdoc/>
    public override void WriteTo(Stream destination)
    {
        if (kept is null)
        {
            base.WriteTo(destination);
        }
        else
        {
            destination.Write(kept.Bytes.Span);
        }
    }

    /// <inheritdoc/>
    protected override void CopyCore(Span<byte> destination)
    {
        if (kept is null)
        {
            base.CopyCore(destination);
        }
        else
        {
            kept.Bytes.Span.CopyTo(destination);
        }
    }
}
