using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tests.Formats;

// Images that were cut, flipped or invented: a reader says so, and does nothing else.
public abstract partial class VolumeContractTests
{
    private const int Cases = 6000;

    /// <summary>The size given to the plan of <see cref="SmallFiles"/>; null where the format needs none.</summary>
    protected virtual long? SmallSize => Size;

    /// <summary>A few small files: the image that is cut and flipped at every offset.</summary>
    protected virtual IEnumerable<FlashFile> SmallFiles =>
    [
        new(FlashPath.Parse("a.txt"), FlashContents.FromMemory("some text, some more text, and some text again"u8.ToArray())),
        new(FlashPath.Parse("empty"), FlashContents.FromMemory(default)),
        new(FlashPath.Parse("long.bin"), FlashContents.FromMemory(Enumerable.Range(0, 700).Select(i => (byte)(i * i / 5)).ToArray())),
    ];

    /// <summary>How many bytes of contents a byte of image can stand for: the limit of what an entry may claim.</summary>
    protected virtual long ExpansionLimit => 1;

    [TestMethod]
    [Timeout(120_000)]
    public void CutImagesAreDamageOrReadAsFarAsTheyGo()
    {
        byte[] image = Plan(SmallFiles, SmallSize).ToArray();
        for (int length = 0; length < image.Length; length += Step(image.Length))
        {
            AssertSurvived(image.AsMemory(0, length), $"cut to {length} bytes");
        }

        AssertSurvived(image.AsMemory(0, image.Length - 1), "cut by one byte");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void FlippedBytesAreDamageOrOtherContents()
    {
        byte[] image = Plan(SmallFiles, SmallSize).ToArray();
        foreach (int offset in InterestingOffsets(image))
        {
            byte original = image[offset];
            foreach (byte value in (ReadOnlySpan<byte>)[(byte)~original, (byte)(original ^ (1 << (offset % 8))), 0, 0xFF])
            {
                image[offset] = value;
                AssertSurvived(image, $"0x{value:x2} for 0x{original:x2} at 0x{offset:x}");
            }

            image[offset] = original;
        }
    }

    [TestMethod]
    [Timeout(120_000)]
    public void ManyFlippedBytesAreSurvived()
    {
        byte[] image = Plan(SmallFiles, SmallSize).ToArray();
        int[] offsets = [.. InterestingOffsets(image)];
        var random = new Random(2);
        for (int i = 0; i < Cases / 4; i++)
        {
            byte[] mutated = [.. image];
            for (int count = random.Next(1, 20); count > 0; count--)
            {
                mutated[offsets[random.Next(offsets.Length)]] = (byte)random.Next(256);
            }

            AssertSurvived(mutated, $"mutation {i}");
        }
    }

    [TestMethod]
    [Timeout(120_000)]
    public void NoiseIsSurvived()
    {
        int length = Plan(SmallFiles, SmallSize).ToArray().Length;
        var random = new Random(3);
        for (int i = 0; i < 50; i++)
        {
            byte[] noise = new byte[i % 2 == 0 ? length : random.Next(length)];
            random.NextBytes(noise);
            AssertSurvived(noise, $"noise {i}");
        }

        AssertSurvived(new byte[length], "zeros");
        AssertSurvived(Enumerable.Repeat((byte)0xFF, length).ToArray(), "erased flash");
    }

    // Everything up to the last byte that is not erased, and a little of the rest.
    private static IEnumerable<int> InterestingOffsets(byte[] image)
    {
        int[] used = [.. Enumerable.Range(0, image.Length).Where(offset => image[offset] != 0xFF)];
        int step = Math.Max(1, used.Length * 4 / Cases);
        IEnumerable<int> free = Enumerable.Range(0, image.Length).Where(offset => image[offset] == 0xFF);
        return used.Where((_, i) => i % step == 0 || i < 512).Concat(free.Where((_, i) => i % Math.Max(1, (image.Length - used.Length) / 64) == 0)).Order();
    }

    private static int Step(int length) => Math.Max(1, length / Cases);

    private void AssertSurvived(ReadOnlyMemory<byte> image, string what)
    {
        try
        {
            int score = Format.Recognise(image.Span);
            Assert.IsTrue(score is >= 0 and <= 100, $"{what}: score {score}");

            FlashVolume salvaged = Format.Open(image, Options, ReadMode.Salvage);
            AssertExtents(salvaged, image.Length);
            Assert.IsTrue(salvaged.Usage is { Data: >= 0, Free: >= 0, Overhead: >= 0 }, $"{what}: {salvaged.Usage}");
            ReadEverything(salvaged, image.Length, what);

            bool strictThrew = false;
            try
            {
                ReadEverything(Format.Open(image, Options, ReadMode.Strict), image.Length, what);
            }
            catch (FlashFormatException e)
            {
                strictThrew = true;
                Assert.StartsWith("FLASHFS5", e.Code, what);
            }

            Assert.AreEqual(
                salvaged.Damage.Count > 0,
                strictThrew,
                $"{what}: strict {(strictThrew ? "threw" : "opened")}, salvage found: {string.Join("; ", salvaged.Damage.Select(damage => damage.ToDiagnostic()))}");
        }
        catch (Exception e) when (e is not UnitTestAssertException)
        {
            throw new AssertFailedException($"{what}: {e}", e);
        }
    }

    private void ReadEverything(FlashVolume volume, long imageLength, string what)
    {
        byte[] buffer = new byte[500];
        foreach (VolumeEntry entry in volume.Entries)
        {
            Assert.IsTrue(entry.Length >= 0 && entry.Length <= imageLength * ExpansionLimit, $"{what}: '{entry.Name}' claims {entry.Length} bytes");
            Assert.IsTrue(entry.StoredLength >= 0 && entry.StoredLength <= imageLength, $"{what}: '{entry.Name}' claims {entry.StoredLength} stored bytes");
            foreach (long offset in (ReadOnlySpan<long>)[0, buffer.Length, entry.Length / 2, Math.Max(0, entry.Length - 1)])
            {
                Only5xxx(() => volume.Read(entry, offset, buffer));
            }

            Only5xxx(() => volume.ReadStored(entry));
            Only5xxx(() => volume.TryMap(entry, out _));
        }
    }

    // What was found out on opening is in Damage; what only unpacking finds is thrown, in both modes.
    private static void Only5xxx(Action read)
    {
        try
        {
            read();
        }
        catch (FlashFormatException)
        {
        }
    }
}
