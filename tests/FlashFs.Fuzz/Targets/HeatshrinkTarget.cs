using FlashFs.Compression;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>The heatshrink decoder alone, which takes any bytes for a stream: a byte of parameters, then the stream.</summary>
internal sealed class HeatshrinkTarget : FuzzTarget
{
    private const int OutputLimit = 1 << 20;

    /// <inheritdoc/>
    public override string Id => "heatshrink";

    /// <inheritdoc/>
    public override CallLimits Limits => new(1, 64 << 10);

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        if (image.IsEmpty)
        {
            return;
        }

        int bits = image.Span[0] % 12;
        var parameters = new HeatshrinkParameters(4 + bits, 3 + ((image.Span[0] >> 4) % (bits + 1)));
        ReadOnlyMemory<byte> stream = image[1..];
        int consumed = 0;
        long length = meter.Call("measure", () => Heatshrink.Measure(stream.Span, parameters, out consumed));
        CallMeter.Require(
            length >= 0 && length <= parameters.MaximumUnpackedLength(stream.Length) && consumed >= 0 && consumed <= stream.Length,
            $"{length} bytes of {consumed} in {stream.Length}, with {parameters}");

        byte[] whole = new byte[Math.Min(length, OutputLimit) + 1];
        int written = 0;
        bool filled = meter.Call("unpack", () => Heatshrink.TryDecode(stream.Span, whole, parameters, out written));
        CallMeter.Require(written == Math.Min(length, whole.Length) && filled == (written == whole.Length), $"{written} bytes of {length} unpacked into {whole.Length}");

        byte[] pieces = new byte[whole.Length];
        int position = 0;
        meter.Call("unpack in pieces", () =>
        {
            var decoder = new HeatshrinkDecoder(stream, parameters);
            int count = 1;
            while (count > 0 && position < pieces.Length)
            {
                count = decoder.Read(pieces.AsSpan(position, Math.Min(1 + random.Length(4000), pieces.Length - position)));
                position += count;
            }

            return decoder.Position;
        });
        CallMeter.Require(position == written && pieces.AsSpan().SequenceEqual(whole), $"in pieces it is {position} bytes, or others");
    }

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        byte[] contents = [.. SampleFiles.Bytes(600).ToArray(), .. new byte[900], .. "some text, some more text, and some text again"u8];
        for (int window = 4; window <= 15; window++)
        {
            for (int lookahead = 3; lookahead < window; lookahead += 4)
            {
                var parameters = new HeatshrinkParameters(window, lookahead);
                byte[] image = [(byte)(((lookahead - 3) << 4) | (window - 4)), .. Heatshrink.Encode(contents, parameters)];
                yield return new SampleImage($"{parameters}", image, [new ImageField(0, 1, FieldKind.Choice)]);
            }
        }
    }
}
