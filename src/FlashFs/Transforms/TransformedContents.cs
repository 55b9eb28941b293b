using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>What a cheap transform makes of contents, made anew whenever it is read: thousands of files take no memory.</summary>
internal sealed class TransformedContents : FlashContents
{
    private readonly ContentTransform _transform;
    private readonly FlashFile _file;
    private readonly ReadOnlyMemory<byte> _sha256;

    public TransformedContents(ContentTransform transform, FlashFile file, long length, ReadOnlyMemory<byte> sha256)
    {
        _transform = transform;
        _file = file;
        _sha256 = sha256;
        Length = length;
    }

    public override long Length { get; }

    public override ReadOnlyMemory<byte> KnownSha256 => _sha256;

    protected override void CopyCore(Span<byte> destination)
    {
        ReadOnlyMemory<byte> bytes = _transform.Run(new TransformInput(_file.Path, _file.Contents.ToArray(), _file.Source), CancellationToken.None);
        if (bytes.Length != Length)
        {
            throw new FlashFsException(DiagnosticCodes.FileChanged.At(
                _file.Source, $"'{_file.Path}' gives {bytes.Length} bytes where it gave {Length} when the build began; build again when nothing writes to it."));
        }

        bytes.Span.CopyTo(destination);
    }
}
