using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>Images do not say what they were made with; most of it can be found out.</summary>
[TestClass]
public sealed class SpiffsGeometryGuessTests
{
    public static IEnumerable<object[]> Ids => SpiffsVectors.Ids.Select(id => new object[] { id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void TheOptionsOfEveryVectorAreGuessed(string id)
    {
        SpiffsOptions options = SpiffsVectors.Options(id);
        IReadOnlyList<SpiffsGeometryCandidate> ranked = SpiffsGeometryGuess.Rank(SpiffsVectors.Image(id));
        SpiffsGeometryCandidate best = ranked[0];
        Assert.AreEqual((16, 16), (best.WholeFiles, best.Files));
        Assert.IsGreaterThanOrEqualTo(90, best.Score);
        if (id != "spiffs-aligned-meta1")
        {
            Assert.AreEqual(options, best.Options, string.Join("; ", best.Reasons));
            return;
        }

        // One byte of metadata, or one of alignment: the image is the same.
        Assert.AreEqual(options with { MetaLength = 0 }, best.Options);
        Assert.IsEmpty(SpiffsVolume.Open(SpiffsVectors.Image(id), best.Options, ReadMode.Strict).Damage);
    }

    [TestMethod]
    public void AnAgedImageIsGuessed()
    {
        SpiffsGeometryCandidate best = SpiffsGeometryGuess.Rank(Vectors.Bytes("images/spiffs-aged.img"))[0];
        Assert.AreEqual(new SpiffsOptions { MetaLength = 0, LeadingSlash = best.Options.LeadingSlash }, best.Options);
        Assert.AreEqual((22, 22), (best.WholeFiles, best.Files));
        Assert.AreEqual(100, best.Score);
        StringAssert.Contains(string.Join("; ", best.Reasons), "the magic of 32 of 32 blocks fits", StringComparison.Ordinal);
        StringAssert.Contains(string.Join("; ", best.Reasons), "whole are 22 of 22 files", StringComparison.Ordinal);
        StringAssert.Contains(string.Join("; ", best.Reasons), "at offset 45", StringComparison.Ordinal);
    }

    [TestMethod]
    public void NamesWithoutSlashAreSeen()
    {
        SpiffsOptions sming = new() { BlockSize = 8192, MetaLength = 16, UseMagic = false, UseMagicLength = false, AlignedIndexTables = true, LeadingSlash = false };
        byte[] image = SpiffsVectors.Write(sming, 131072, SpiffsVectors.File("a.txt", 700), SpiffsVectors.File("b.txt", 5000), SpiffsVectors.File("c", 3));
        Assert.AreEqual(sming, SpiffsGeometryGuess.Rank(image)[0].Options);
    }

    [TestMethod]
    public void WhatReadsAlikeIsListedAsSuch()
    {
        byte[] image = SpiffsVectors.Write(new SpiffsOptions { NameLength = 48, MetaLength = 0 }, 65536, SpiffsVectors.File("a.txt", 700), SpiffsVectors.File("b.txt", 5000));
        IReadOnlyList<SpiffsGeometryCandidate> ranked = SpiffsGeometryGuess.Rank(image);
        SpiffsGeometryCandidate[] alike = [.. ranked.Where(candidate => candidate.WholeFiles == 2)];
        Assert.IsTrue(alike.Any(candidate => candidate.Options == new SpiffsOptions { NameLength = 48, MetaLength = 0 }));
        Assert.IsTrue(alike.Any(candidate => candidate.Options == new SpiffsOptions { NameLength = 32, MetaLength = 16, AlignedIndexTables = false }));
        StringAssert.Contains(string.Join("; ", alike[1].Reasons), "both read alike", StringComparison.Ordinal);
    }

    [TestMethod]
    public void MetadataOfFourBytesIsLikelierThanOfAnUnusualLength()
    {
        var made = new SpiffsOptions { NameLength = 48, MetaLength = 4 };
        byte[] image = SpiffsVectors.Write(made, 65536, SpiffsVectors.File("a.txt", 700), SpiffsVectors.File("b.txt", 5000));
        Assert.AreEqual((48, 4), (SpiffsGeometryGuess.Rank(image)[0].Options.NameLength, SpiffsGeometryGuess.Rank(image)[0].Options.MetaLength));
    }

    [TestMethod]
    public void WithoutFilesOnlyTheMagicTells()
    {
        IReadOnlyList<SpiffsGeometryCandidate> ranked = SpiffsGeometryGuess.Rank(SpiffsVectors.Write(new SpiffsOptions(), 65536));
        Assert.AreEqual(new SpiffsOptions(), ranked[0].Options);
        Assert.AreEqual(50, ranked[0].Score);
        StringAssert.Contains(string.Join("; ", ranked[0].Reasons), "no files", StringComparison.Ordinal);
    }

    [TestMethod]
    public void WhatIsNoSpiffsHasNoCandidates()
    {
        byte[] noise = new byte[65536];
        new Random(9).NextBytes(noise);
        Assert.IsEmpty(SpiffsGeometryGuess.Rank(noise));
        Assert.IsEmpty(SpiffsGeometryGuess.Rank(new byte[65536]));
        Assert.IsEmpty(SpiffsGeometryGuess.Rank(Enumerable.Repeat((byte)0xFF, 65536).ToArray()));
        Assert.IsEmpty(SpiffsGeometryGuess.Rank(default));
        Assert.IsEmpty(SpiffsGeometryGuess.Rank(Vectors.Bytes("images/espfs-stored.img")));
    }

    [TestMethod]
    [DataRow(20_000)]
    [DataRow(65_536)]
    public void BytesThatAreAllTheSameAreNoSpiffs(int length)
    {
        for (int filler = 0; filler <= byte.MaxValue; filler++)
        {
            byte[] image = [.. Enumerable.Repeat((byte)filler, length)];
            Assert.AreEqual(0, SpiffsFormat.Instance.Recognise(image), $"0x{filler:x}");
            Assert.IsEmpty(SpiffsGeometryGuess.Rank(image), $"0x{filler:x}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void EveryVectorIsRecognised(string id)
    {
        int score = SpiffsFormat.Instance.Recognise(SpiffsVectors.Image(id));
        Assert.AreEqual(SpiffsVectors.Options(id).UseMagic ? 100 : 70, score);
    }

    [TestMethod]
    public void OtherFormatsAreNotRecognised()
    {
        foreach (string image in Directory.EnumerateFiles(Vectors.PathOf("images")).Where(file => Path.GetExtension(file) is ".img" or ".fs"))
        {
            int score = SpiffsFormat.Instance.Recognise(File.ReadAllBytes(image));
            bool own = Path.GetFileName(image).StartsWith("spiffs", StringComparison.Ordinal);
            Assert.AreEqual(own, score >= 60, $"{Path.GetFileName(image)}: {score}");
        }
    }

    [TestMethod]
    public void WithoutMagicOneFileIsEnough()
    {
        var bare = new SpiffsOptions { UseMagic = false, UseMagicLength = false };
        Assert.AreEqual(70, SpiffsFormat.Instance.Recognise(SpiffsVectors.Write(bare, 65536, SpiffsVectors.File("a.txt", 700))));
        Assert.AreEqual(0, SpiffsFormat.Instance.Recognise(SpiffsVectors.Write(bare, 65536)), "erased flash");
        Assert.AreEqual(100, SpiffsFormat.Instance.Recognise(SpiffsVectors.Write(new SpiffsOptions(), 65536)), "freshly formatted");
    }

    [TestMethod]
    public void AnImageCutToAnotherSizeIsStillRecognised()
    {
        byte[] image = SpiffsVectors.Image("spiffs-idf-default");
        Assert.AreEqual(85, SpiffsFormat.Instance.Recognise(image.AsSpan(0, 100_000)));
    }
}
