namespace FlashFs.Fuzz.Damaging;

/// <summary>Systematic damage, one image for each number: every sample cut at every length, and every field set to every bad value.</summary>
internal sealed class Sweep
{
    // A sample up to here is cut at every byte, a longer one at so many places and around each field.
    private const int EveryLength = 8192;

    private readonly (SampleImage Sample, int[] Lengths, long First)[] _parts;

    public Sweep(IReadOnlyList<SampleImage> samples)
    {
        _parts = new (SampleImage, int[], long)[samples.Count];
        for (int i = 0; i < samples.Count; i++)
        {
            int[] lengths = LengthsOf(samples[i]);
            _parts[i] = (samples[i], lengths, Count);
            Count += lengths.Length + ((long)samples[i].Fields.Count * FieldDamage.Count);
        }
    }

    /// <summary>How many images there are.</summary>
    public long Count { get; }

    /// <summary>Makes an image.</summary>
    /// <param name="number">Which one, from 0 to one less than <see cref="Count"/>.</param>
    /// <param name="image">Takes it.</param>
    /// <returns>The sample that it was made of.</returns>
    public SampleImage Make(long number, ImageBuffer image)
    {
        int at = Array.FindLastIndex(_parts, part => part.First <= number);
        (SampleImage sample, int[] lengths, long first) = _parts[at];
        image.Set(sample.Bytes);
        long own = number - first;
        if (own < lengths.Length)
        {
            image.Resize(lengths[own]);
            return sample;
        }

        (long field, long value) = Math.DivRem(own - lengths.Length, FieldDamage.Count);
        ImageField target = sample.Fields[(int)field];
        target.Write(image.Span, FieldDamage.Value((int)value, target, image.Span));
        return sample;
    }

    private static int[] LengthsOf(SampleImage sample)
    {
        int length = sample.Bytes.Length;
        int step = Math.Max(1, length / EveryLength);
        IEnumerable<int> places = Enumerable.Range(0, (length + step - 1) / step).Select(place => place * step).Append(length - 1);
        return step == 1
            ? [.. places.Distinct()]
            : [.. places.Concat(sample.Fields.SelectMany(field => (int[])[field.Offset, field.Offset + 1, field.Offset + field.Width]))
                .Where(place => place >= 0 && place < length).Distinct().Order()];
    }
}
