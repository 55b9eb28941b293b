using FlashFs.Files;
using FlashFs.Formats.Sffs;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>SFFS: pages in any order that make files by id and span.</summary>
internal sealed class SffsTarget() : VolumeTarget(SffsFormat.Instance)
{
    private static readonly Structure Page = new(
        new(SffsLayout.IdOffset, 2, FieldKind.Number),
        new(SffsLayout.SpanOffset, 2, FieldKind.Number),
        new(SffsLayout.SizeOffset, 2, FieldKind.Number),
        new(SffsLayout.CreatedOffset, 4, FieldKind.Number),
        new(SffsLayout.NameLengthOffset, 1, FieldKind.Number),
        new(SffsLayout.NameOffset, 8, FieldKind.Text));

    /// <inheritdoc/>
    public override CallLimits Limits => new(4, 256 << 10);

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Boundaries { get; } =
        [SffsLayout.Room(1, 0), SffsLayout.Room(0, 5), SffsLayout.PageSize, SffsLayout.MaxNameLength, SffsLayout.OldMaxNameLength, SffsLayout.LastId];

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        foreach ((string name, FlashFile[] files, SffsOptions options, int pages) in (IEnumerable<(string, FlashFile[], SffsOptions, int)>)
        [
            ("none", SampleFiles.None, new SffsOptions(), 2),
            ("one", SampleFiles.One, new SffsOptions { Created = 1_700_000_000 }, 2),
            ("small", SampleFiles.Small[..4], new SffsOptions { MaxNameLength = 20 }, 8),
            ("large", SampleFiles.Large(14000), new SffsOptions(), 16),
            ("seeded", SampleFiles.Large(9000), new SffsOptions { Allocation = SffsAllocation.Seeded, Seed = 5 }, 16),
        ])
        {
            // The format knows no empty files.
            yield return Sample(name, SampleFiles.Image(Format, files.Where(file => file.Contents.Length > 0), options.ToValues(), pages * SffsLayout.PageSize), options);
        }

        // What months on a device leave: erased files, doubled pages, bad ones. The first pages of it.
        yield return Sample("aged", SampleFiles.Vector("images/sffs-aged.img")[..Capacity], new SffsOptions());
        yield return Sample("reference", SampleFiles.Vector("images/sffs.img")[..Capacity], new SffsOptions());
    }

    private static SampleImage Sample(string name, byte[] image, SffsOptions options) => new(
        name, image, [.. Enumerable.Range(0, image.Length / SffsLayout.PageSize).SelectMany(page => Page.At(page * SffsLayout.PageSize))])
    {
        Options = options.ToValues(),
    };
}
