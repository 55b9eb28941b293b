using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;
using FlashFs.Formats.SimpleFs;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

/// <summary>Files are read to where they will lie in an image, and what comes out is the image of the files, or an error.</summary>
[TestClass]
public sealed class PlacedImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-placed-").FullName;
    private readonly StageMemory _memory = new();

    public void Dispose()
    {
        _memory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public void AnImageIsMadeWhereItsFilesWereRead()
    {
        // More than one core gets, empty ones, one longer than a kept file may be, and not in the order of their paths.
        ImageSource[] sources = [.. Enumerable.Range(0, 300).Select(i => Write($"d{i % 7}/f{i:000}.bin", i == 250 ? 1_000_000 : i * 13 % 5_000))];
        PlacedImage placed = PlacedImage.Of(SimpleFsFormat.Instance, sources, _memory.Take)!;
        FlashFileSet files = Read(sources);
        BuiltImage built = Build(SimpleFsFormat.Instance, files, placed)!;
        CollectionAssert.AreEqual(Expected(sources), built.Bytes.ToArray());
        foreach (FlashFile file in built.Plan.Files)
        {
            Assert.IsTrue(file.Contents.TryGetMemory(out ReadOnlyMemory<byte> contents));
            Assert.IsTrue(contents.IsEmpty || built.Bytes.Span.Overlaps(contents.Span), $"{file.Path} was copied");
        }
    }

    [TestMethod]
    [DataRow("file")]
    [DataRow("name")]
    [DataRow("path")]
    public void AnImageOfOtherFilesIsMadeElsewhere(string other)
    {
        ImageSource[] sources = [Write("a.js", 400), Write("b.js", 400), Write("c.js", 900)];
        PlacedImage placed = PlacedImage.Of(SimpleFsFormat.Instance, sources, _memory.Take)!;
        Read(sources);
        ImageSource[] taken = other switch
        {
            "file" => [.. sources, Write("d.js", 10)], // another size
            "name" => [sources[0], sources[1], sources[2] with { Path = FlashPath.Parse("0.js") }], // the same size, other places
            _ => [sources[0] with { Path = sources[1].Path }, sources[1] with { Path = sources[0].Path }, sources[2]], // the same places, other files
        };
        BuiltImage built = Build(SimpleFsFormat.Instance, Read([.. taken.Except(sources)], taken), placed)!;
        CollectionAssert.AreEqual(Expected(taken), built.Bytes.ToArray());
    }

    // A folder of films by mistake is an error of some lines, and not gigabytes of memory before it.
    [TestMethod]
    public void FilesThatNoFlashTakesHaveNoPlaces()
    {
        ImageSource film = Write("film.mp4", 1);
        using (FileStream stream = File.OpenWrite(Path.Combine(_folder, "film.mp4")))
        {
            stream.SetLength(1 << 27);
        }

        var grown = SourceFile.Look(Path.Combine(_folder, "film.mp4"), "film.mp4");
        Assert.IsNull(PlacedImage.Of(SimpleFsFormat.Instance, [film with { Source = grown }], _memory.Take));
        Assert.IsNotNull(PlacedImage.Of(SimpleFsFormat.Instance, [film], _memory.Take));
    }

    [TestMethod]
    public void AFileThatIsInTheImageTwiceIsReadOnce()
    {
        ImageSource first = Write("a.js", 3_000);
        ImageSource[] sources = [first, first with { Path = FlashPath.Parse("z.js") }, Write("m.js", 10)];
        PlacedImage placed = PlacedImage.Of(SimpleFsFormat.Instance, sources, _memory.Take)!;
        BuiltImage built = Build(SimpleFsFormat.Instance, Read(sources), placed)!;
        CollectionAssert.AreEqual(Expected(sources), built.Bytes.ToArray());
    }

    [TestMethod]
    public void AFileThatGrewIsAnErrorAndLeavesItsNeighboursAlone()
    {
        ImageSource[] sources = [Write("a.js", 100), Write("b.js", 100), Write("c.js", 100)];
        PlacedImage.Of(SimpleFsFormat.Instance, sources, _memory.Take);
        Read([sources[0], sources[2]]);
        File.WriteAllBytes(sources[1].Source.Contents.DiskPath, [.. Enumerable.Repeat((byte)0xEE, 5_000)]);
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(() => InputHasher.Hash(sources[1].Source, null, new byte[32]));
        Assert.AreEqual(DiagnosticCodes.FileChanged.Code, error.Diagnostics.Single().Code);
        Assert.IsNull(sources[1].Source.Kept);
        foreach (ImageSource neighbour in new[] { sources[0], sources[2] })
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(neighbour.Source.Contents.DiskPath), neighbour.Source.Kept!.Bytes.ToArray());
        }
    }

    // What the image is compared with lies in it: only what was known of the files when they were read tells.
    [TestMethod]
    [DataRow(0)]
    [DataRow(399)]
    public void AWriterThatSpoilsANeighbourIsFound(int at)
    {
        ImageSource[] sources = [Write("a.js", 400), Write("b.js", 400)];
        var format = new SpoilingFormat("a.js", at);
        PlacedImage placed = PlacedImage.Of(format, sources, _memory.Take)!;
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(Build(format, Read(sources), placed, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ReadBackDiffers, "'a.js'", "Nothing was kept");
    }

    [TestMethod]
    public void AFormatThatPacksContentsHasNoPlaces() =>
        Assert.IsNull(PlacedImage.Of(EspfsFormat.Instance, [Write("a.js", 400)], _memory.Take));

    private static FlashFileSet Read(ImageSource[] sources) => Read(sources, sources);

    private static FlashFileSet Read(ImageSource[] unread, ImageSource[] sources)
    {
        foreach (ImageSource source in unread)
        {
            InputHasher.Hash(source.Source, null, new byte[32]);
        }

        return Files(sources, source => source.Contents.WithSha256(source.Stamp!.Sha256, source.Kept));
    }

    private static FlashFileSet Files(ImageSource[] sources, Func<SourceFile, FlashContents> contents) =>
        FlashFileSet.Sorted(sources.Select(source => new FlashFile(source.Path, contents(source.Source))), new DiagnosticBag());

    private static byte[] Expected(ImageSource[] sources) =>
        SimpleFsFormat.Instance.Plan(
            Files(sources, source => FlashContents.FromMemory(File.ReadAllBytes(source.Contents.DiskPath))),
            OptionValues.Defaults(SimpleFsFormat.Instance), null, new DiagnosticBag())!.ToArray();

    private BuiltImage? Build(FlashFormat format, FlashFileSet files, PlacedImage placed, DiagnosticBag? diagnostics = null) =>
        ImageBuilder.Build(format, files, OptionValues.Defaults(SimpleFsFormat.Instance), null, verify: true, _memory, placed, diagnostics ?? new DiagnosticBag());

    private ImageSource Write(string path, int length)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, RandomNumberGenerator.GetBytes(length));
        return new ImageSource(FlashPath.Parse(path), SourceFile.Look(full, path), new ProjectFile(full, path));
    }

    /// <summary>Simple FS with a writer that turns a byte of a file's contents over when the image is written.</summary>
    private sealed class SpoilingFormat(string path, int at) : FlashFormat
    {
        public override string Id => SimpleFsFormat.Instance.Id;

        public override string DisplayName => SimpleFsFormat.Instance.DisplayName;

        public override string Summary => SimpleFsFormat.Instance.Summary;

        public override string DefaultImageName => SimpleFsFormat.Instance.DefaultImageName;

        public override int Revision => SimpleFsFormat.Instance.Revision;

        public override ImageSizing Sizing => SimpleFsFormat.Instance.Sizing;

        public override IReadOnlyList<FlashOption> Options => SimpleFsFormat.Instance.Options;

        public override ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics) =>
            new SpoilingPlan(SimpleFsFormat.Instance.Plan(files, options, size, new DiagnosticBag())!, path, at);

        public override FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode) =>
            SimpleFsFormat.Instance.Open(image, options, mode);

        public override int Recognise(ReadOnlySpan<byte> image) => 0;

        internal override ContentPlaces? PlacesOf(ReadOnlySpan<int> pathLengths, ReadOnlySpan<long> lengths) => SimpleFsFormat.Instance.PlacesOf(pathLengths, lengths);
    }

    private sealed class SpoilingPlan(ImagePlan plan, string path, int at) : ImagePlan(plan.Format, plan.Files, plan.Size, plan.Usage, plan.Costs)
    {
        internal override ContentPlaces? Places => plan.Places;

        protected override void WriteCore(Memory<byte> image)
        {
            plan.Write(image);
            int file = plan.Files.TakeWhile(file => file.Path.Value != path).Count();
            image.Span[(int)plan.Places!.Offsets[file] + at] ^= 1;
        }
    }
}
