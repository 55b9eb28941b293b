using System.Globalization;
using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tests.Properties;

/// <summary>
/// What a format accepts comes back as it was, with the figures of the plan and the options of the manifest; what it refuses
/// is refused by the plan, with a reason.
/// </summary>
[TestClass]
public sealed class RoundTripProperties
{
    private static readonly Dictionary<string, int> Cases = new()
    {
        ["espfs"] = 400, ["spiffs"] = 500, ["appfs"] = 150, ["simplefs"] = 400, ["sffs"] = 500, ["chirpos"] = 400,
    };

    public static IEnumerable<object[]> Formats => FlashFormats.All.Select(format => new object[] { format.Id });

    // ChirpOS packs all that it stores: a byte more may take less.
    public static IEnumerable<object[]> Unpacked => FlashFormats.All.Where(format => format.Id != "chirpos").Select(format => new object[] { format.Id });

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void WhatIsAcceptedComesBackAndWhatIsRefusedHasAReason(string id)
    {
        FlashFormat format = Format(id);
        int accepted = 0;
        int refused = 0;
        PropertyRun.Check(ImageCases.Of(format), image => image.Shrink(), Cases[id], image =>
        {
            if (RoundTrip(image))
            {
                accepted++;
            }
            else
            {
                refused++;
            }
        });

        // Cases that are all refused, or none, would show nothing.
        Assert.IsGreaterThan((accepted + refused) / 4, accepted, $"{accepted} accepted, {refused} refused");
        Assert.IsGreaterThan((accepted + refused) / 50, refused, $"{accepted} accepted, {refused} refused");
    }

    [TestMethod]
    [DynamicData(nameof(Unpacked))]
    public void AnImageIsFilledToTheLastByteAndRefusedBeyond(string id)
    {
        int filled = 0;
        PropertyRun.Check(ImageCases.Of(Format(id)), image => image.Shrink(), Cases[id] / 10, image =>
        {
            ImageCase plain = image with
            {
                Options = image.Options.Where(option => option.Key is not ("compression" or "gzipExtensions")).ToDictionary(),
                Files = [.. image.Files.Take(3).Select(file => new FileCase(file.Path, file.Length, file.Fill)), new FileCase("z~", 1, FillKind.Noise)],
                Size = image.Size ?? 4096,
            };
            if (Plan(plain, out _) is not null)
            {
                filled++;
                FillUp(plain);
            }
        });

        Assert.IsGreaterThan(5, filled);
    }

    private static FlashFormat Format(string id) => FlashFormats.All.Single(format => format.Id == id);

    private static ImagePlan? Plan(ImageCase image, out DiagnosticBag diagnostics)
    {
        diagnostics = new DiagnosticBag();
        FlashFileSet files = image.ToFiles(diagnostics);
        return diagnostics.HasErrors ? null : image.Format.Plan(files, image.ToOptions(), image.Size, diagnostics);
    }

    // Whether it was accepted.
    private static bool RoundTrip(ImageCase image)
    {
        ImagePlan? plan = Plan(image, out DiagnosticBag diagnostics);
        if (plan is null)
        {
            AssertRefused(image, diagnostics);
            return false;
        }

        Assert.IsFalse(diagnostics.HasErrors, "a plan and errors");
        byte[] bytes = plan.ToArray();
        Assert.AreEqual(plan.Size, bytes.LongLength);
        Assert.IsTrue(image.Size is null || bytes.LongLength <= image.Size, $"{bytes.LongLength} bytes for {image.Size}");

        FlashVolume volume = image.Format.Open(bytes, image.ToOptions(), ReadMode.Strict);
        AssertFiles(image, volume);
        AssertFigures(image, plan, volume);
        AssertManifest(image, bytes, volume);
        return true;
    }

    private static void AssertRefused(ImageCase image, DiagnosticBag diagnostics)
    {
        Diagnostic[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Descriptor.Severity == DiagnosticSeverity.Error)];
        Assert.IsNotEmpty(errors, "no plan and no error");
        foreach (Diagnostic error in errors)
        {
            Assert.IsTrue(error.Code.StartsWith("FLASHFS1", StringComparison.Ordinal) || error.Code.StartsWith("FLASHFS2", StringComparison.Ordinal), error.ToString());
        }

        var again = new DiagnosticBag();
        FlashFileSet files = image.ToFiles(again);
        Assert.IsTrue(again.HasErrors || ImageBuilder.Build(image.Format, files, image.ToOptions(), image.Size, verify: true, again) is null, "an image of a refused set");
    }

    private static void AssertFiles(ImageCase image, FlashVolume volume)
    {
        Assert.IsEmpty(volume.Damage);
        Assert.HasCount(image.Files.Count, volume.Entries);
        foreach (FileCase file in image.Files)
        {
            Assert.IsTrue(volume.TryGetEntry(FlashPath.Parse(file.Path), out VolumeEntry? entry), $"'{file.Path}' is not found");
            Assert.AreEqual(file.Path, entry.Name);
            byte[] contents = file.ToBytes();
            AssertBytes.AreEqual(contents, volume.ReadAll(entry), file.Path);
            foreach (int from in (int[])[contents.Length / 3, Math.Max(0, contents.Length - 1)])
            {
                byte[] some = new byte[300];
                int read = volume.Read(entry, from, some);
                AssertBytes.AreEqual(contents.AsSpan(from, Math.Min(some.Length, contents.Length - from)), some.AsSpan(0, read), $"{file.Path} from {from}");
            }

            if (volume.TryMap(entry, out ReadOnlyMemory<byte> mapped))
            {
                AssertBytes.AreEqual(contents, mapped.Span, $"{file.Path} in place");
            }

            AssertAttributes(image, file, entry);
        }
    }

    // What the project says of a file beside its contents, as far as the format stores it.
    private static void AssertAttributes(ImageCase image, FileCase file, VolumeEntry entry)
    {
        Dictionary<string, string> stored = entry.Attributes.ToDictionary();
        switch (image.Format.Id)
        {
            case "appfs" when image.Options.GetValueOrDefault("layout") == "badgeteam":
                Assert.AreEqual(file.Title ?? file.Path, stored["title"]);
                Assert.AreEqual(Text(file.Version ?? 0), stored["version"]);
                break;
            case "chirpos":
                Assert.AreEqual(Text(file.Flags ?? 0), stored.GetValueOrDefault("flags", "0"), file.Path);
                break;
            case "sffs":
                Assert.AreEqual(image.Options.GetValueOrDefault("created", "0"), stored["created"]);
                break;
            case "espfs" when entry.Compression == FileCompression.None:
                Assert.AreEqual(file.Length, entry.StoredLength);
                break;
            case "espfs":
                // Nothing is packed that was to stay plain, and nothing that grows.
                Assert.AreNotEqual(FileCompression.None, file.Compression, file.Path);
                Assert.IsLessThanOrEqualTo(file.Length, entry.StoredLength, file.Path);
                break;
            default:
                break;
        }
    }

    private static void AssertFigures(ImageCase image, ImagePlan plan, FlashVolume volume)
    {
        Assert.AreEqual(plan.Usage, volume.Usage.Within(image.Size, volume.Extents.Sum(extent => extent.Length)));
        Assert.IsTrue(plan.Usage is { Data: >= 0, Free: >= 0, Overhead: >= 0 }, plan.Usage.ToString());
        Assert.AreEqual(plan.Usage.Data, plan.Costs.Sum(cost => cost.StoredLength), "contents as stored");
        CollectionAssert.AreEqual(Sorted(FileCosts.Of(plan)), Sorted(FileCosts.Of(volume)));
    }

    private static FileFit[] Sorted(IEnumerable<FileFit> costs) => [.. costs.OrderBy(cost => cost.Path, StringComparer.Ordinal)];

    // The manifest is what a build leaves of the options: they have to be enough to open the image again.
    private static void AssertManifest(ImageCase image, byte[] bytes, FlashVolume volume)
    {
        OptionValues options = image.ToOptions();
        var manifest = new FlashManifest { ToolVersion = "1.0.0", Images = [InManifest(image.Format, options, bytes, volume)] };
        ManifestImage read = ManifestFile.Parse(ManifestFile.ToBytes(manifest)).Images.Single();
        Assert.AreEqual(bytes.LongLength, read.Size);

        var diagnostics = new DiagnosticBag();
        Assert.IsTrue(FlashFormats.TryGet(read.Format, out FlashFormat? format));
        OptionValues again = OptionValues.Resolve(
            format, [new OptionLayer("manifest", read.Options.ToDictionary(option => option.Key, option => option.Value.Value))], diagnostics);
        AssertDiagnostics.None(diagnostics);
        CollectionAssert.AreEqual(options.Texts.Select(value => (value.Option.Name, value.Text)).ToArray(), again.Texts.Select(value => (value.Option.Name, value.Text)).ToArray());

        FlashVolume opened = format.Open(bytes, again, ReadMode.Strict);
        CollectionAssert.AreEqual(volume.Entries.Select(entry => (entry.Name, entry.Length, entry.Offset)).ToArray(), opened.Entries.Select(entry => (entry.Name, entry.Length, entry.Offset)).ToArray());
        Assert.AreEqual(volume.Usage, opened.Usage);
    }

    private static ManifestImage InManifest(FlashFormat format, OptionValues options, byte[] bytes, FlashVolume volume) => new()
    {
        Name = format.DefaultImageName,
        Format = format.Id,
        Size = bytes.LongLength,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        Options = ManifestImage.OptionsOf(options),
        Figures = ImageFigures.Of(volume.Entries.Count, volume.Usage),
    };

    // The longest last file that is still accepted: it comes back whole, and a byte more is refused for want of room.
    private static void FillUp(ImageCase image)
    {
        ImageCase With(long length) => image with { Files = [.. image.Files.SkipLast(1), image.Files[^1] with { Length = (int)length }] };

        long fits = 1;
        long over = image.Size!.Value + 1;
        while (over - fits > 1)
        {
            long middle = (fits + over) / 2;
            (fits, over) = Plan(With(middle), out _) is null ? (fits, middle) : (middle, over);
        }

        Assert.IsTrue(RoundTrip(With(fits)));
        Assert.IsNull(Plan(With(fits + 1), out DiagnosticBag diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, "over by ");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
