using FlashFs.Files;
using FlashFs.Formats.Spiffs;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>SPIFFS in several geometries: lookup tables, page headers, index pages, magic.</summary>
internal sealed class SpiffsTarget() : VolumeTarget(SpiffsFormat.Instance)
{
    private static readonly Structure Page = new(
        new(SpiffsLayout.ObjectIdOffset, SpiffsLayout.CellSize, FieldKind.Number),
        new(SpiffsLayout.SpanIndexOffset, SpiffsLayout.CellSize, FieldKind.Number),
        new(SpiffsLayout.FlagsOffset, 1, FieldKind.Choice));

    private static readonly Structure FirstIndex = new(
        new(SpiffsLayout.SizeOffset, 4, FieldKind.Number),
        new(SpiffsLayout.TypeOffset, 1, FieldKind.Choice),
        new(SpiffsLayout.NameOffset, 16, FieldKind.Text));

    /// <inheritdoc/>
    public override CallLimits Limits => new(64, 2 << 20);

    /// <summary>Several first index pages of one object: four of them are read.</summary>
    protected override long Sharing => 4;

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Boundaries { get; } = [128, 251, 256, 507, 512, 4096, 8192, SpiffsLayout.IndexFlag, SpiffsLayout.MaxObjectId];

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        foreach ((string name, SpiffsOptions options, int blocks, FlashFile[] files) in (IEnumerable<(string, SpiffsOptions, int, FlashFile[])>)
        [
            ("none", new SpiffsOptions(), 2, SampleFiles.None),
            ("one", new SpiffsOptions(), 2, SampleFiles.One),
            ("small", new SpiffsOptions(), 4, SampleFiles.Small),
            ("second index page", new SpiffsOptions(), 14, SampleFiles.Large(30000)),
            ("pages of 128", new SpiffsOptions { PageSize = 128, BlockSize = 4096, NameLength = 32, MetaLength = 4 }, 3, SampleFiles.Large(5000)),
            ("pages of 512", new SpiffsOptions { PageSize = 512, BlockSize = 8192 }, 4, SampleFiles.Large(7000)),
            ("big-endian", new SpiffsOptions { BigEndian = true }, 4, SampleFiles.Large(4000)),
            ("without magic", new SpiffsOptions { UseMagic = false, MetaLength = 0 }, 4, SampleFiles.Large(4000)),
            ("magic without length", new SpiffsOptions { UseMagicLength = false }, 4, SampleFiles.Small),
            ("aligned", new SpiffsOptions { AlignedIndexTables = true, MetaLength = 1 }, 4, SampleFiles.Large(4000)),
            ("many", new SpiffsOptions { LeadingSlash = false }, 10, SampleFiles.Many(60)),
        ])
        {
            yield return Sample(name, SampleFiles.Image(Format, files, options.ToValues(), (long)blocks * options.BlockSize), options);
        }

        // What months on a device leave: deleted pages, objects without names, spans out of order. The first half of it.
        var aged = new SpiffsOptions { MetaLength = 0 };
        SampleImage half = Sample("aged", SampleFiles.Vector("images/spiffs-aged.img")[..Capacity], aged);
        Repair(half.Bytes, half);
        yield return half;
    }

    /// <summary>Writes the magic that an image of this length has.</summary>
    protected override void Repair(Span<byte> image, SampleImage sample)
    {
        SpiffsGeometry geometry = SpiffsGeometry.Create(SpiffsOptions.From(sample.Options!));
        int blocks = image.Length / geometry.BlockSize;
        for (int block = 0; block < blocks && geometry.Options.UseMagic; block++)
        {
            geometry.Order.WriteUInt16(image[((block * geometry.BlockSize) + geometry.MagicOffset)..], geometry.Magic(block, blocks));
        }
    }

    /// <inheritdoc/>
    protected override bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        // A page becomes one of another object, span or kind, in its header and, as often as not, in its lookup cell.
        SpiffsGeometry geometry = SpiffsGeometry.Create(SpiffsOptions.From(sample.Options!));
        int page = random.Below(Math.Max(1, image.Length / geometry.PageSize));
        int cell = (page % geometry.PagesPerBlock) - geometry.LookupPages;
        if (cell < 0 || (page + 1) * geometry.PageSize > image.Length)
        {
            return false;
        }

        Span<byte> bytes = image.Span[(page * geometry.PageSize)..];
        ushort id = (ushort)((1 + random.Below(8)) | (random.OneIn(2) ? SpiffsLayout.IndexFlag : 0));
        new SpiffsPageHeader(id, (ushort)random.Below(random.OneIn(8) ? 0x10000 : 4), (id & SpiffsLayout.IndexFlag) != 0 ? SpiffsLayout.IndexFlags : SpiffsLayout.DataFlags)
            .WriteTo(bytes, geometry.Order);
        if (random.OneIn(2))
        {
            geometry.Order.WriteUInt16(image.Span[((page / geometry.PagesPerBlock * geometry.BlockSize) + (cell * SpiffsLayout.CellSize))..], id);
        }

        return true;
    }

    private static SampleImage Sample(string name, byte[] image, SpiffsOptions options)
    {
        SpiffsGeometry geometry = SpiffsGeometry.Create(options);
        var fields = new List<ImageField>();
        for (int page = 0; page < image.Length / geometry.PageSize; page++)
        {
            fields.AddRange(FieldsOf(image, geometry, page));
        }

        return new SampleImage(name, image, fields) { Options = options.ToValues() };
    }

    private static IEnumerable<ImageField> FieldsOf(byte[] image, SpiffsGeometry geometry, int page)
    {
        int block = page / geometry.PagesPerBlock * geometry.BlockSize;
        int cell = (page % geometry.PagesPerBlock) - geometry.LookupPages;
        bool bigEndian = geometry.Options.BigEndian;
        if (cell < 0)
        {
            // Of the lookup pages the magic, once a block; the cells come with their pages.
            return cell == -1 ? [new ImageField(block + geometry.MagicOffset, SpiffsLayout.CellSize, FieldKind.Guard, bigEndian)] : [];
        }

        int start = page * geometry.PageSize;
        SpiffsPageHeader header = SpiffsPageHeader.Parse(image.AsSpan(start), geometry.Order);
        if (header.IsErased)
        {
            return page % 5 == 0 ? Page.At(start, bigEndian) : [];
        }

        IEnumerable<ImageField> fields = Page.At(start, bigEndian).Append(new ImageField(block + (cell * SpiffsLayout.CellSize), SpiffsLayout.CellSize, FieldKind.Number, bigEndian));
        if (!header.IsIndex)
        {
            return fields;
        }

        int table = header.SpanIndex == 0 ? geometry.HeaderTableOffset : SpiffsLayout.IndexTableOffset;
        return (header.SpanIndex == 0 ? fields.Concat(FirstIndex.At(start, bigEndian)) : fields)
            .Concat(Enumerable.Range(0, 5).Select(entry => new ImageField(start + table + (entry * SpiffsLayout.CellSize), SpiffsLayout.CellSize, FieldKind.Number, bigEndian)));
    }
}
