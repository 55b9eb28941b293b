namespace FlashFs.Fuzz.Damaging;

/// <summary>Damage by chance: a few steps, each of another kind, one on top of the other.</summary>
/// <param name="samples">What images are spliced with.</param>
/// <param name="boundaries">Numbers at which the format changes its mind, which a field is given, or one off.</param>
internal sealed class RandomDamage(IReadOnlyList<SampleImage> samples, IReadOnlyList<int> boundaries)
{
    private static readonly int[] Pieces = [1, 2, 4, 16, 32, 128, 256, 4096];

    /// <summary>Does one step.</summary>
    /// <param name="image">The image.</param>
    /// <param name="sample">What it was made of.</param>
    /// <param name="random">Decides all.</param>
    public void Step(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (image.Length == 0)
        {
            image.Resize(random.Length(64), (byte)random.Below(256));
            return;
        }

        switch (random.Below(16))
        {
            case < 6:
                DamageField(image, sample, random);
                break;
            case 6 or 7:
                DamageByte(image, random);
                break;
            case 8:
                Cut(image, sample, random);
                break;
            case 9:
                Append(image, random);
                break;
            case 10:
                CopyWithin(image, random);
                break;
            case 11:
                Splice(image, random);
                break;
            case 12:
                Fill(image, random);
                break;
            case 13:
                InsertOrRemove(image, random);
                break;
            case 14:
                SwapFields(image, sample, random);
                break;
            default:
                Overlap(image, sample, random);
                break;
        }
    }

    private static ImageField? Pick(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (sample.Fields.Count == 0)
        {
            return null;
        }

        ImageField field = random.Of(sample.Fields);
        if (field.Kind == FieldKind.Guard && !random.OneIn(4))
        {
            field = random.Of(sample.Fields); // what guards all else is damaged less often than all else
        }

        return field.IsIn(image.Span) ? field : null;
    }

    private void DamageField(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (Pick(image, sample, random) is not { } field)
        {
            DamageByte(image, random);
            return;
        }

        if (field.Kind == FieldKind.Text)
        {
            Span<byte> text = image.Span.Slice(field.Offset, field.Width);
            text[random.Below(text.Length)] = random.Below(4) switch { 0 => 0, 1 => (byte)'/', 2 => (byte)'.', _ => (byte)random.Below(256) };
            return;
        }

        ulong value = random.Below(field.Kind == FieldKind.Choice ? 3 : 8) switch
        {
            0 => field.Read(image.Span) ^ (1UL << random.Below(8 * field.Width)),
            1 => (ulong)random.Below(256),
            2 => (ulong)random.Below(image.Length + 1),
            3 when boundaries.Count > 0 => (ulong)(random.Of(boundaries) + random.Below(3) - 1),
            _ => FieldDamage.Value(random.Below(FieldDamage.Count), field, image.Span),
        };
        field.Write(image.Span, value);
    }

    private static void DamageByte(ImageBuffer image, SeededRandom random)
    {
        ref byte value = ref image.Span[random.Below(image.Length)];
        value = random.Below(4) switch
        {
            0 => (byte)(value ^ (1 << random.Below(8))),
            1 => 0,
            2 => 0xFF,
            _ => (byte)random.Below(256),
        };
    }

    private static void Cut(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        int length = Pick(image, sample, random) is { } field && random.OneIn(2)
            ? field.Offset + random.Below(field.Width + 1)
            : random.OneIn(2) ? image.Length - 1 - random.Length(image.Length - 1) : random.Below(image.Length);
        image.Resize(length);
    }

    private static void Append(ImageBuffer image, SeededRandom random)
    {
        int start = image.Length;
        image.Resize(start + random.Length(image.Capacity), random.OneIn(2) ? (byte)0xFF : (byte)0);
        if (random.OneIn(3))
        {
            random.Fill(image.Span[start..]);
        }
    }

    // A page, row or header once more, or in another's place: what makes doubles and loops.
    private static void CopyWithin(ImageBuffer image, SeededRandom random)
    {
        int piece = random.Of(Pieces);
        int places = Math.Max(1, image.Length / piece);
        int from = random.Below(places) * piece;
        int to = random.Below(places) * piece;
        int count = Math.Min(piece * (1 + random.Below(4)), image.Length - Math.Max(from, to));
        image.Span.Slice(from, count).CopyTo(image.Span[to..]);
    }

    // The beginning of one image and the end of another, or a piece of another in the middle.
    private void Splice(ImageBuffer image, SeededRandom random)
    {
        ReadOnlySpan<byte> other = random.Of(samples).Bytes;
        if (other.IsEmpty)
        {
            return;
        }

        int piece = random.Of(Pieces);
        int from = random.Below(Math.Max(1, other.Length / piece)) * piece;
        int to = random.OneIn(2) ? from : random.Below(Math.Max(1, image.Length / piece)) * piece;
        if (random.OneIn(2))
        {
            image.Replace(to, image.Length, other[from..]);
            return;
        }

        int count = Math.Min(Math.Min(piece * (1 + random.Below(16)), other.Length - from), Math.Max(0, image.Length - to));
        other.Slice(from, count).CopyTo(image.Span[Math.Min(to, image.Length)..]);
    }

    private static void Fill(ImageBuffer image, SeededRandom random)
    {
        int start = random.Below(image.Length);
        Span<byte> part = image.Span.Slice(start, 1 + random.Length(image.Length - start - 1));
        switch (random.Below(3))
        {
            case 0:
                part.Clear();
                break;
            case 1:
                part.Fill(0xFF);
                break;
            default:
                random.Fill(part);
                break;
        }
    }

    // All that is behind it moves.
    private static void InsertOrRemove(ImageBuffer image, SeededRandom random)
    {
        int start = random.Below(image.Length);
        int count = 1 + random.Length(Math.Min(4096, image.Length - start));
        if (random.OneIn(2))
        {
            image.Replace(start, count, []);
        }
        else
        {
            byte[] inserted = new byte[count];
            random.Fill(inserted);
            image.Replace(start, 0, inserted);
        }
    }

    private static void SwapFields(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (Pick(image, sample, random) is not { } one || Pick(image, sample, random) is not { } other)
        {
            return;
        }

        ulong value = one.Read(image.Span);
        one.Write(image.Span, other.Read(image.Span));
        other.Write(image.Span, value);
    }

    // One field is given the value, or nearly the value, of another: ranges that overlap, links that meet.
    private static void Overlap(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (Pick(image, sample, random) is { } one && Pick(image, sample, random) is { } other)
        {
            one.Write(image.Span, other.Read(image.Span) + (ulong)(random.Below(5) - 2));
        }
    }
}
