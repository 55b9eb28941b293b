using System.Globalization;

namespace FlashFs.Fuzz.Running;

/// <summary>What a run tried and what it cost.</summary>
internal sealed class FuzzFigures
{
    /// <summary>How many images were read.</summary>
    public long Images { get; set; }

    /// <summary>How long the run took, in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>How long the slowest image took, in seconds, in the better of two times.</summary>
    public double SlowestSeconds { get; set; }

    /// <summary>The seed of the slowest image.</summary>
    public ulong SlowestSeed { get; set; }

    /// <summary>The call that came nearest to its limit of memory.</summary>
    public CallCost Dearest { get; set; }

    /// <summary>The seed of its image.</summary>
    public ulong DearestSeed { get; set; }

    /// <summary>Adds those of another worker.</summary>
    public void Add(FuzzFigures other)
    {
        Images += other.Images;
        if (other.SlowestSeconds > SlowestSeconds)
        {
            (SlowestSeconds, SlowestSeed) = (other.SlowestSeconds, other.SlowestSeed);
        }

        if (other.Dearest.Share > Dearest.Share)
        {
            (Dearest, DearestSeed) = (other.Dearest, other.DearestSeed);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Images} images in {Seconds:0.0} s, {Images / Math.Max(Seconds, 0.001):0} a second; slowest {SlowestSeconds * 1000:0.0} ms (seed {SlowestSeed}); most memory {Dearest.Share:0.0%} of the limit: '{Dearest.Name}' took {Dearest.Allocated} of {Dearest.Limit} bytes for an image of {Dearest.ImageLength} (seed {DearestSeed})");
}
