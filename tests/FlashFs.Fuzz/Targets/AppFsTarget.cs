using System.Buffers.Binary;
using FlashFs.Files;
using FlashFs.Formats.AppFs;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>AppFS: two copies of the metadata with a CRC each, and chains of pages.</summary>
internal sealed class AppFsTarget() : VolumeTarget(AppFsFormat.Instance)
{
    private const int Pages = 3;

    private static readonly Structure Header = new(
        new(0, 8, FieldKind.Guard),
        new(AppFsLayout.SerialOffset, 4, FieldKind.Number),
        new(AppFsLayout.ChecksumOffset, 4, FieldKind.Guard));

    private static readonly Structure Descriptor = new(
        new(0, AppFsLayout.TitleOffset, FieldKind.Text),
        new(AppFsLayout.TitleOffset, AppFsLayout.TitleSize, FieldKind.Text),
        new(AppFsLayout.SizeOffset, 4, FieldKind.Number),
        new(AppFsLayout.NextOffset, 1, FieldKind.Number),
        new(AppFsLayout.UseOffset, 1, FieldKind.Choice),
        new(AppFsLayout.VersionOffset, 2, FieldKind.Number));

    /// <summary>64 KiB are the metadata alone: as many pages behind it as a chain needs.</summary>
    public override int Capacity => (Pages + 1) * AppFsLayout.PageSize;

    /// <inheritdoc/>
    public override CallLimits Limits => new(4, 512 << 10);

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Boundaries { get; } = [AppFsLayout.PageSize, 2 * AppFsLayout.PageSize, Pages, Pages * AppFsLayout.PageSize, AppFsLayout.PageCount, AppFsLayout.MaxSize];

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        foreach (AppFsDescriptorLayout layout in Enum.GetValues<AppFsDescriptorLayout>())
        {
            var options = new AppFsOptions { Layout = layout };
            yield return Sample($"{layout}, none", SampleFiles.None, options, 0);
            yield return Sample($"{layout}, one", SampleFiles.One, options, 1);
            yield return Sample($"{layout}, chain", [new(FlashPath.Parse("chain"), SampleFiles.Bytes((2 * AppFsLayout.PageSize) + 7)) { Title = "A chain", Version = 3 }], options, Pages);
            yield return Sample($"{layout}, three", [.. SampleFiles.Small.Take(3)], options, Pages);
        }
    }

    /// <inheritdoc/>
    protected override void Repair(Span<byte> image, SampleImage sample)
    {
        for (int start = 0; start + AppFsLayout.CopySize <= Math.Min(image.Length, AppFsLayout.PageSize); start += AppFsLayout.CopySize)
        {
            Span<byte> copy = image.Slice(start, AppFsLayout.CopySize);
            BinaryPrimitives.WriteUInt32LittleEndian(copy[AppFsLayout.ChecksumOffset..], AppFsCopy.Checksum(copy));
        }
    }

    /// <inheritdoc/>
    protected override bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (image.Length < AppFsLayout.PageSize)
        {
            return false;
        }

        // A descriptor of another page with a link to anywhere: chains that meet, loop, run out of the partition.
        int copy = random.Below(AppFsLayout.CopyCount) * AppFsLayout.CopySize;
        int to = copy + AppFsLayout.DescriptorOffset(random.Below(random.OneIn(4) ? AppFsLayout.PageCount : Pages + 1));
        image.Span.Slice(copy + AppFsLayout.DescriptorOffset(random.Below(Pages)), AppFsLayout.RecordSize).CopyTo(image.Span[to..]);
        image.Span[to + AppFsLayout.NextOffset] = (byte)random.Below(random.OneIn(2) ? Pages + 1 : 256);
        BinaryPrimitives.WriteInt32LittleEndian(image.Span[(to + AppFsLayout.SizeOffset)..], random.Below(5 * AppFsLayout.PageSize));
        return true;
    }

    private static SampleImage Sample(string name, FlashFile[] files, AppFsOptions options, int pages) => new(
        name,
        SampleFiles.Image(AppFsFormat.Instance, files, options.ToValues(), (pages + 1) * AppFsLayout.PageSize),
        [.. FieldsOf(0, pages), .. FieldsOf(AppFsLayout.CopySize, pages)])
    {
        Options = options.ToValues(),
    };

    // Of the pages in the partition, the first behind it, and the last that there can be.
    private static IEnumerable<ImageField> FieldsOf(int copy, int pages) =>
        Header.At(copy).Concat(Enumerable.Range(0, pages + 1).Append(AppFsLayout.PageCount - 1).SelectMany(page => Descriptor.At(copy + AppFsLayout.DescriptorOffset(page))));
}
