using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>A reader under attack: the samples that damage begins with, the damage of its own, and what must hold of any image.</summary>
internal abstract class FuzzTarget
{
    private readonly Lazy<IReadOnlyList<SampleImage>> _samples;
    private readonly Lazy<Sweep> _sweep;

    protected FuzzTarget()
    {
        _samples = new Lazy<IReadOnlyList<SampleImage>>(() => [.. MakeSamples().Where(sample => sample.Bytes.Length <= Capacity)]);
        _sweep = new Lazy<Sweep>(() => new Sweep(Samples));
    }

    /// <summary>The name on the command line.</summary>
    public abstract string Id { get; }

    /// <summary>The largest image in bytes.</summary>
    public virtual int Capacity => 64 * 1024;

    /// <summary>The samples.</summary>
    public IReadOnlyList<SampleImage> Samples => _samples.Value;

    /// <summary>The systematic damage: the seeds from 0 up to its count.</summary>
    public Sweep Sweep => _sweep.Value;

    /// <summary>How much memory a call may take.</summary>
    public abstract CallLimits Limits { get; }

    /// <summary>Numbers at which the format changes its mind: what a page holds, how long a name may be.</summary>
    protected virtual IReadOnlyList<int> Boundaries => [];

    /// <summary>Makes the image of a seed; the same on every machine.</summary>
    /// <param name="seed">Up to <see cref="Sweep.Count"/> one case of the systematic damage after the other, from there on damage by chance.</param>
    /// <param name="image">Takes it.</param>
    /// <returns>The sample that it was made of.</returns>
    public SampleImage Make(ulong seed, ImageBuffer image)
    {
        if (seed < (ulong)Sweep.Count)
        {
            SampleImage swept = Sweep.Make((long)seed, image);
            if ((seed & 1) == 1)
            {
                Repair(image.Span, swept);
            }

            return swept;
        }

        var random = new SeededRandom(seed);
        SampleImage sample = random.Of(Samples);
        SampleImage another = random.Of(Samples);
        sample = another.Bytes.Length < sample.Bytes.Length ? another : sample; // small ones more often: there are more of them in the same time
        image.Set(sample.Bytes);
        if (random.OneIn(64))
        {
            // Nothing but noise, of any length.
            image.Resize(random.Length(Capacity));
            random.Fill(image.Span);
        }

        var damage = new RandomDamage(Samples, Boundaries);
        for (int steps = 1 + random.Below(1 << random.Below(5)); steps > 0; steps--)
        {
            if (!random.OneIn(4) || !TryOwnDamage(image, sample, random))
            {
                damage.Step(image, sample, random);
            }
        }

        if (random.OneIn(2))
        {
            Repair(image.Span, sample);
        }

        return sample;
    }

    /// <summary>Reads an image in every way there is.</summary>
    /// <param name="image">The image.</param>
    /// <param name="sample">What it was made of.</param>
    /// <param name="random">Decides what is done only to some images.</param>
    /// <param name="meter">Makes the calls.</param>
    /// <exception cref="ViolationException">A reader did what no reader may do.</exception>
    public abstract void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter);

    /// <summary>Makes the samples: small, of every kind that the writers make, and of the reference tools.</summary>
    protected abstract IEnumerable<SampleImage> MakeSamples();

    /// <summary>Puts right what guards the rest, a checksum or magic, so that damage behind it is read; keeps everything else.</summary>
    protected virtual void Repair(Span<byte> image, SampleImage sample)
    {
    }

    /// <summary>Does a step of damage that only this format can suffer; false where there is none.</summary>
    protected virtual bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random) => false;
}
