using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;
using FlashFs.Fuzz.Targets;

namespace FlashFs.Fuzz;

/// <summary>A reader with a bug, which the engine must find: a length that is believed.</summary>
/// <param name="bug">What it does with a length that is longer than the image.</param>
internal sealed class BrokenTarget(Func<ReadOnlyMemory<byte>, int, object> bug) : FuzzTarget
{
    /// <inheritdoc/>
    public override string Id => "broken";

    /// <inheritdoc/>
    public override CallLimits Limits => new(16, 4096);

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        if (image.Length >= 4)
        {
            int length = (int)sample.Fields[0].Read(image.Span);
            meter.Damageable("read", () => length > image.Length ? bug(image, length) : "fine");
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples() =>
        [new SampleImage("broken", [12, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], [new ImageField(0, 4, FieldKind.Number)])];
}
