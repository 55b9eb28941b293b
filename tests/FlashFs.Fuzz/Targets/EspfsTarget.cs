using FlashFs.Compression;
using FlashFs.Files;
using FlashFs.Formats.Espfs;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>ESPFS, with contents stored, packed by heatshrink and as gzip members.</summary>
internal sealed class EspfsTarget() : VolumeTarget(EspfsFormat.Instance)
{
    private static readonly Structure Header = new(
        new(EspfsLayout.MagicOffset, 4, FieldKind.Guard),
        new(EspfsLayout.FlagsOffset, 1, FieldKind.Choice),
        new(EspfsLayout.CompressionOffset, 1, FieldKind.Choice),
        new(EspfsLayout.NameLengthOffset, 2, FieldKind.Number),
        new(EspfsLayout.StoredLengthOffset, 4, FieldKind.Number),
        new(EspfsLayout.UnpackedLengthOffset, 4, FieldKind.Number));

    /// <inheritdoc/>
    public override CallLimits Limits => new(64, 1 << 20);

    /// <summary>What a heatshrink stream with the largest window and lookahead stands for: 30 bits for 16384 bytes.</summary>
    protected override long Expansion => 4370;

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Boundaries { get; } = [EspfsLayout.HeaderSize, EspfsLayout.MaximumNameLength, EspfsLayout.NameRoom(EspfsLayout.MaximumNameLength), short.MaxValue];

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        yield return Sample("none", Make(SampleFiles.None, EspfsCompression.None, 8));
        yield return Sample("stored", Make(SampleFiles.Small, EspfsCompression.None, 8));
        yield return Sample("many", Make(SampleFiles.Many(60), EspfsCompression.None, 8));
        foreach (int level in (int[])[1, 3, 6, 8, 9])
        {
            yield return Sample($"heatshrink {level}", Make(SampleFiles.Large(3000), EspfsCompression.Heatshrink, level));
        }

        yield return Sample("gzip", WithGzip(GzipTarget.Members()));
        yield return Sample("heatshrink bomb", HeatshrinkBomb(30 * 133));
        foreach (string name in (string[])["default", "l1", "l3", "l5", "l9"])
        {
            yield return Sample(name, SampleFiles.Vector($"images/espfs-heatshrink-{name}.img"));
        }
    }

    /// <inheritdoc/>
    protected override bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        // A header that some sample has, somewhere on a boundary: entries in contents, in each other, behind the end.
        SampleImage other = random.Of(Samples);
        int at = random.Below((image.Length / EspfsLayout.Alignment) + 1) * EspfsLayout.Alignment;
        int room = Math.Min(EspfsLayout.HeaderSize + 16, image.Length - at);
        if (other.Fields.Count == 0 || room <= 0)
        {
            return false;
        }

        int start = random.Of(other.Fields).Offset;
        ReadOnlySpan<byte> header = other.Bytes.AsSpan(start, Math.Min(room, other.Bytes.Length - start));
        header.CopyTo(image.Span[at..]);
        return true;
    }

    private static byte[] Make(FlashFile[] files, EspfsCompression compression, int level) => SampleFiles.Image(
        EspfsFormat.Instance, files, new EspfsOptions { Compression = compression, Level = level }.ToValues());

    // The deflate streams are not of this runtime: they must be the same on every machine.
    private static byte[] WithGzip(IEnumerable<(string Name, byte[] Member, int Length)> members)
    {
        var image = new List<byte>();
        foreach ((string name, byte[] member, int length) in members)
        {
            Append(image, name, member, length, EspfsLayout.GzipFlag, EspfsLayout.NoCompression);
        }

        return End(image);
    }

    // References of the greatest length and nothing else: 16384 bytes for each 30 bits.
    private static byte[] HeatshrinkBomb(int streamLength)
    {
        byte[] stream = new byte[EspfsLayout.HeatshrinkParameterSize + streamLength];
        for (int bit = 0; bit < streamLength * 8; bit++)
        {
            // Tag 0, a distance of 15 bits 0, a length of 14 bits 1.
            stream[1 + (bit / 8)] |= (byte)(bit % 30 >= 16 ? 0x80 >> (bit % 8) : 0);
        }

        var parameters = new HeatshrinkParameters(15, 14);
        stream[0] = EspfsLayout.ParameterByte(parameters);
        var image = new List<byte>();
        Append(image, "bomb", stream, (int)Heatshrink.Measure(stream.AsSpan(1), parameters, out _), 0, EspfsLayout.HeatshrinkCompression);
        return End(image);
    }

    private static void Append(List<byte> image, string name, byte[] stored, int length, byte flags, byte compression)
    {
        byte[] entry = new byte[EspfsLayout.HeaderSize + EspfsLayout.NameRoom(name.Length) + EspfsLayout.Align(stored.Length)];
        new EspfsHeader
        {
            Magic = EspfsLayout.Magic,
            Flags = flags,
            Compression = compression,
            NameLength = (short)EspfsLayout.NameRoom(name.Length),
            StoredLength = stored.Length,
            UnpackedLength = length,
        }.WriteTo(entry);
        for (int i = 0; i < name.Length; i++)
        {
            entry[EspfsLayout.HeaderSize + i] = (byte)name[i];
        }

        stored.CopyTo(entry, EspfsLayout.HeaderSize + EspfsLayout.NameRoom(name.Length));
        image.AddRange(entry);
    }

    private static byte[] End(List<byte> image)
    {
        byte[] last = new byte[EspfsLayout.HeaderSize];
        EspfsHeader.End.WriteTo(last);
        image.AddRange(last);
        return [.. image];
    }

    private static SampleImage Sample(string name, byte[] image)
    {
        var fields = new List<ImageField>();
        for (int at = 0; at + EspfsLayout.HeaderSize <= image.Length;)
        {
            fields.AddRange(Header.At(at));
            EspfsHeader header = EspfsHeader.Parse(image.AsSpan(at));
            int contents = at + EspfsLayout.HeaderSize + header.NameLength;
            if ((header.Flags & EspfsLayout.LastFileFlag) != 0)
            {
                break;
            }

            fields.Add(new ImageField(at + EspfsLayout.HeaderSize, header.NameLength, FieldKind.Text));
            if ((header.Flags & EspfsLayout.GzipFlag) != 0)
            {
                fields.AddRange(GzipTarget.FieldsOf(contents, header.StoredLength));
            }
            else if (header.Compression == EspfsLayout.HeatshrinkCompression)
            {
                fields.Add(new ImageField(contents, 1, FieldKind.Number));
            }

            at = contents + (int)EspfsLayout.Align(header.StoredLength);
        }

        return new SampleImage(name, image, fields);
    }
}
