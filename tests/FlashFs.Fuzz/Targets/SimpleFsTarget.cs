using System.Buffers.Binary;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>Simple FS: a table whose rows can point anywhere.</summary>
internal sealed class SimpleFsTarget() : VolumeTarget(SimpleFsFormat.Instance)
{
    private static readonly Structure Row = new(
        new(SimpleFsLayout.NameOffsetOffset, 4, FieldKind.Number),
        new(SimpleFsLayout.NameLengthOffset, 4, FieldKind.Number),
        new(SimpleFsLayout.ContentsOffsetOffset, 4, FieldKind.Number),
        new(SimpleFsLayout.ContentsLengthOffset, 4, FieldKind.Number));

    /// <summary>A row takes 16 bytes of an image, and its name up to 255, which rows may share: each becomes a text, a path, and a part of messages.</summary>
    public override CallLimits Limits => new(256, 2 << 20);

    /// <summary>Contents may lie over each other until that makes a whole image more; what comes then is read no more, the file at hand still.</summary>
    protected override long Sharing => 3;

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Boundaries { get; } = [SimpleFsLayout.MaximumNameLength, SimpleFsLayout.RowSize, SimpleFsLayout.MaximumRunFromCell];

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        foreach (FlashFile[] files in (FlashFile[][])[SampleFiles.None, SampleFiles.One, SampleFiles.Small, SampleFiles.Many(40), SampleFiles.Large(4000)])
        {
            byte[] image = SampleFiles.Image(Format, files, OptionValues.Defaults(Format));
            ImageField[] fields = [new(0, SimpleFsLayout.CountSize, FieldKind.Number), .. Enumerable.Range(0, files.Length).SelectMany(row => Row.At(SimpleFsLayout.RowOffset(row)))];
            int blobs = (int)SimpleFsLayout.BlobsOffset(files.Length);
            yield return new SampleImage($"{files.Length} files", image, [.. fields, .. NamesOf(image, files.Length, blobs)]);
        }
    }

    private static IEnumerable<ImageField> NamesOf(byte[] image, int count, int blobs) => Enumerable.Range(0, count).Select(row => new ImageField(
        blobs + (int)BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(SimpleFsLayout.RowOffset(row))),
        (int)BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(SimpleFsLayout.RowOffset(row) + SimpleFsLayout.NameLengthOffset)) + SimpleFsLayout.TerminatorSize,
        FieldKind.Text));
}
