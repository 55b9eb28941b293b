using System.Globalization;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;
using FlashFs.Fuzz.Targets;

namespace FlashFs.Fuzz;

/// <summary>What every run of the tests reads of damaged images: the same ones always, and others for as long as there is time.</summary>
[TestClass]
public sealed class HostileImageTests
{
    // How long the images that are others each time take, in seconds, for all formats together.
    private const string SecondsVariable = "FLASHFS_FUZZ_SECONDS";
    private const double SecondsAtADesk = 20;

    // Where these begin.
    private const string SeedVariable = "FLASHFS_FUZZ_SEED";
    private const ulong SeedAtADesk = 1UL << 41;

    private const int FixedImages = 2000;
    private const ulong FixedSeed = 1UL << 40;

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, FuzzCommand.FindingsFolder);

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Targets => FuzzTargets.All.Select(target => (object[])[target.Id]);

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void ImagesOfFixedSeedsAreReadOrRefused(string id) => Attack(id, FixedSeed, FixedImages, double.MaxValue);

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void SystematicDamageIsReadOrRefused(string id)
    {
        // Two thousand of them, evenly over all samples, lengths, fields and values.
        FuzzTarget target = FuzzTargets.Find(id)!;
        using var journal = new SeedJournal(Folder, $"{id}-systematic", 1);
        var worker = new FuzzWorker(target, journal, 0);
        for (long i = 0; i < FixedImages; i++)
        {
            Finding? finding = worker.Read((ulong)(i * target.Sweep.Count / FixedImages));
            Assert.IsNull(finding, finding is null ? "" : $"{finding}{Environment.NewLine}image: {finding.Save(Folder)}");
        }
    }

    [TestMethod]
    public void OtherImagesAreReadOrRefusedForAsLongAsThereIsTime()
    {
        double seconds = double.TryParse(Environment.GetEnvironmentVariable(SecondsVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out double given) ? given : SecondsAtADesk;
        ulong seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out ulong first) ? first : SeedAtADesk;
        foreach (FuzzTarget target in FuzzTargets.All)
        {
            Attack(target.Id, seed, long.MaxValue, seconds / FuzzTargets.All.Count);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void ASeedAlwaysMakesTheSameImage(string id)
    {
        FuzzTarget target = FuzzTargets.Find(id)!;
        var image = new ImageBuffer(target.Capacity);
        var again = new ImageBuffer(target.Capacity);
        again.Resize(again.Capacity, 0x5A); // what was in it before has no part in it
        for (ulong seed = FixedSeed; seed < FixedSeed + 200; seed++)
        {
            Assert.AreSame(target.Make(seed, image), target.Make(seed, again));
            Assert.IsTrue(image.Span.SequenceEqual(again.Span), $"seed {seed}");
        }
    }

    private void Attack(string id, ulong seed, long count, double seconds)
    {
        var run = new FuzzRun(FuzzTargets.Find(id)!, seed, count, seconds, Folder);
        run.Run(Environment.ProcessorCount);
        TestContext.WriteLine($"{id}: seeds from {seed}, {run.Figures}");
        Assert.IsEmpty(run.Findings, string.Join(Environment.NewLine, run.Report));
        Assert.IsGreaterThan(0, run.Figures.Images);
    }
}
