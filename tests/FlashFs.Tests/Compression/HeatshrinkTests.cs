using FlashFs.Compression;

namespace FlashFs.Tests.Compression;

[TestClass]
public sealed class HeatshrinkTests
{
    // The five pairs of ESPFS, then pairs whose shortest worthwhile match is two, three or four bytes.
    private static IEnumerable<(int WindowBits, int LookaheadBits)> Pairs =>
    [
        (5, 3), (6, 3), (8, 4), (11, 4), (13, 4),
        (4, 3), (5, 4), (6, 5), (7, 3), (7, 6), (8, 7), (9, 3), (9, 8), (10, 5), (11, 3), (12, 3), (12, 11), (14, 8), (15, 3), (15, 14),
    ];

    [TestMethod]
    [DynamicData(nameof(Pairs))]
    public void StreamsAreThoseOfTheRule(int windowBits, int lookaheadBits)
    {
        var parameters = new HeatshrinkParameters(windowBits, lookaheadBits);
        var random = new Random(windowBits * 100 + lookaheadBits);
        for (int i = 0; i < 50; i++)
        {
            byte[] contents = SlowHeatshrink.SomeContents(random, i < 20 ? i : random.Next(1500));
            byte[] expected = SlowHeatshrink.Encode(contents, windowBits, lookaheadBits);
            AssertBytes.AreEqual(expected, Heatshrink.Encode(contents, parameters), $"{parameters}, case {i}");
            AssertUnpacks(expected, contents, parameters, random);
        }
    }

    // Longer than one block of the encoder: matches reach back across its edge, and run on over it.
    [TestMethod]
    [DataRow(6, 3)]
    [DataRow(8, 4)]
    [DataRow(11, 3)]
    [DataRow(11, 4)]
    public void BlocksOfTheEncoderLeaveNoTrace(int windowBits, int lookaheadBits)
    {
        var random = new Random(6);
        byte[] contents = [.. SlowHeatshrink.SomeContents(random, 20_000), .. new byte[15_000], .. SlowHeatshrink.SomeContents(random, 40_000)];
        AssertBytes.AreEqual(
            SlowHeatshrink.Encode(contents, windowBits, lookaheadBits),
            Heatshrink.Encode(contents, new HeatshrinkParameters(windowBits, lookaheadBits)));
    }

    [TestMethod]
    public void WhatStandsBeforeTheContentsIsZero()
    {
        var parameters = new HeatshrinkParameters(8, 4);

        // A reference of 16 bytes at distance 1: the first byte comes out of the window before the contents.
        byte[] stream = Heatshrink.Encode(new byte[16], parameters);
        AssertBytes.AreEqual([0b0_0000000, 0b0_1111_000], stream);

        // Distance 256: all of it from before the contents.
        byte[] unpacked = new byte[16];
        Assert.IsTrue(Heatshrink.TryDecode([0b0_1111111, 0b1_1111_000], unpacked, parameters, out _));
        AssertBytes.AreEqual(new byte[16], unpacked);
    }

    [TestMethod]
    public void NothingMakesNothing()
    {
        var parameters = new HeatshrinkParameters(11, 4);
        Assert.IsEmpty(Heatshrink.Encode([], parameters));
        Assert.IsTrue(Heatshrink.TryDecode([], [], parameters, out int written));
        Assert.AreEqual(0, written);
        Assert.AreEqual(0L, Heatshrink.Measure([], parameters, out int consumed));
        Assert.AreEqual(0, consumed);
    }

    [TestMethod]
    public void AStreamThatDoesNotFitIsRefusedAtEveryLengthBelowItsOwn()
    {
        var parameters = new HeatshrinkParameters(8, 4);
        byte[] contents = SlowHeatshrink.SomeContents(new Random(7), 300);
        byte[] stream = Heatshrink.Encode(contents, parameters);
        for (int length = 0; length < stream.Length; length++)
        {
            Assert.IsFalse(Heatshrink.TryEncode(contents, new byte[length], parameters, out int nothing));
            Assert.AreEqual(0, nothing);
        }

        byte[] exact = new byte[stream.Length];
        Assert.IsTrue(Heatshrink.TryEncode(contents, exact, parameters, out int written));
        Assert.AreEqual(stream.Length, written);
        AssertBytes.AreEqual(stream, exact);
    }

    [TestMethod]
    public void NoiseGrowsByAnEighthAtMost()
    {
        byte[] noise = new byte[100_000];
        new Random(8).NextBytes(noise);
        int length = Heatshrink.Encode(noise, new HeatshrinkParameters(13, 4)).Length;
        Assert.IsGreaterThan(noise.Length, length);
        Assert.IsLessThanOrEqualTo(Heatshrink.MaximumStreamLength(noise.Length), length);
        Assert.AreEqual(112_500, Heatshrink.MaximumStreamLength(100_000));
    }

    [TestMethod]
    public void DecodingStopsAtTheLimit()
    {
        var parameters = new HeatshrinkParameters(11, 4);
        byte[] contents = SlowHeatshrink.SomeContents(new Random(9), 2000);
        byte[] stream = Heatshrink.Encode(contents, parameters);
        for (int limit = 0; limit <= contents.Length; limit += 13)
        {
            byte[] unpacked = new byte[limit];
            Assert.IsTrue(Heatshrink.TryDecode(stream, unpacked, parameters, out int written));
            Assert.AreEqual(limit, written);
            AssertBytes.AreEqual(contents.AsSpan(0, limit), unpacked);
        }
    }

    [TestMethod]
    public void AStreamThatEndsEarlyIsReportedWithWhatThereWas()
    {
        var parameters = new HeatshrinkParameters(8, 4);
        byte[] contents = SlowHeatshrink.SomeContents(new Random(10), 500);
        byte[] stream = Heatshrink.Encode(contents, parameters);
        for (int length = 0; length < stream.Length; length++)
        {
            byte[] unpacked = new byte[contents.Length];
            Assert.IsFalse(Heatshrink.TryDecode(stream.AsSpan(0, length), unpacked, parameters, out int written));
            Assert.IsLessThan(contents.Length, written);
            AssertBytes.AreEqual(contents.AsSpan(0, written), unpacked.AsSpan(0, written));
            Assert.AreEqual(written, Heatshrink.Measure(stream.AsSpan(0, length), parameters, out _));
        }
    }

    [TestMethod]
    public void MeasuringTellsBytesThatStandForNothing()
    {
        var parameters = new HeatshrinkParameters(11, 4);
        byte[] stream = Heatshrink.Encode("abc"u8, parameters);
        Assert.HasCount(4, stream);
        Assert.AreEqual(3L, Heatshrink.Measure([.. stream, 0], parameters, out int consumed));
        Assert.AreEqual(4, consumed);
        Assert.AreEqual(4L, Heatshrink.Measure([.. stream, 0, 0], parameters, out consumed));
        Assert.AreEqual(6, consumed);
    }

    [TestMethod]
    [DynamicData(nameof(Pairs))]
    public void AnyBytesUnpackToWhatTheyMeasureAndNoMoreThanThePairAllows(int windowBits, int lookaheadBits)
    {
        var parameters = new HeatshrinkParameters(windowBits, lookaheadBits);
        var random = new Random(11);
        for (int i = 0; i < 50; i++)
        {
            byte[] stream = new byte[random.Next(60)];
            random.NextBytes(stream);
            stream.AsSpan(0, random.Next(stream.Length + 1)).Clear();
            long length = Heatshrink.Measure(stream, parameters, out int consumed);
            Assert.IsLessThanOrEqualTo(parameters.MaximumUnpackedLength(stream.Length), length);
            Assert.IsLessThanOrEqualTo(stream.Length, consumed);
            byte[] unpacked = new byte[length + 1];
            Assert.IsFalse(Heatshrink.TryDecode(stream, unpacked, parameters, out int written));
            Assert.AreEqual(length, written);
            AssertByPieces(stream, unpacked.AsSpan(0, written).ToArray(), parameters, random);
        }
    }

    private static void AssertUnpacks(byte[] stream, byte[] contents, HeatshrinkParameters parameters, Random random)
    {
        byte[] unpacked = new byte[contents.Length];
        Assert.IsTrue(Heatshrink.TryDecode(stream, unpacked, parameters, out _));
        AssertBytes.AreEqual(contents, unpacked, "unpacked");
        Assert.AreEqual(contents.Length, Heatshrink.Measure(stream, parameters, out int consumed));
        Assert.AreEqual(stream.Length, consumed);
        AssertByPieces(stream, contents, parameters, random);
    }

    private static void AssertByPieces(byte[] stream, byte[] contents, HeatshrinkParameters parameters, Random random)
    {
        var decoder = new HeatshrinkDecoder(stream, parameters);
        var unpacked = new List<byte>();
        while (true)
        {
            byte[] piece = new byte[random.Next(1, 100)];
            int count = decoder.Read(piece);
            unpacked.AddRange(piece.AsSpan(0, count));
            Assert.AreEqual(unpacked.Count, decoder.Position);
            if (count < piece.Length)
            {
                break;
            }
        }

        AssertBytes.AreEqual(contents, unpacked.ToArray(), "unpacked by pieces");
    }
}
