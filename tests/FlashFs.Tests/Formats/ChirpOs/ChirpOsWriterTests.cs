using System.Text;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpOsWriterTests
{
    private const string Times = "\"/created\":0,\"/modified\":0,\"/accessed\":0";

    [TestMethod]
    public void TheImageIsThePackedJsonOfTheSheet()
    {
        FlashFileSet files = ChirpOsTestImage.Files(
            ChirpOsTestImage.File("readme.txt", [.. "Grüße, 世界 😀\n"u8]),
            ChirpOsTestImage.File("bin/sh", [.. "#!"u8]) with { Flags = 2 },
            ChirpOsTestImage.File("icon", 0x89, 0x50, 0xFF, 0x00));
        byte[] image = ChirpOsTestImage.Plan(files).ToArray();
        string expected =
            $"{{{Times},"
            + $"\"bin\":{{{Times},\"sh\":{{{Times},\"/flags\":2,\"/data\":\"#!\"}}}},"
            + $"\"icon\":{{{Times},\"/data\":\"\u0089P\u00ff\\u0000\",\"/binary\":true}},"
            + $"\"readme.txt\":{{{Times},\"/data\":\"Grüße, 世界 😀\\n\"}}}}";
        Assert.AreEqual(expected, ChirpOsTestImage.JsonOf(image));
        AssertBytes.AreEqual(ChirpOsTestImage.Of(expected), image);
        Assert.AreNotEqual(0xFEFF, image[0] | (image[1] << 8), "a byte order mark");
        Assert.AreEqual(' ', image[^2] | (image[^1] << 8), "the space that compressToUTF16 ends with");
    }

    [TestMethod]
    public void NoFilesMakeAnEmptyRoot() =>
        Assert.AreEqual($"{{{Times}}}", ChirpOsTestImage.JsonOf(ChirpOsTestImage.Plan(ChirpOsTestImage.Files(Array.Empty<FlashFile>())).ToArray()));

    [TestMethod]
    public void ChildrenStandInTheOrderOfTheirUtf16Names()
    {
        // By UTF-8 the last two are the other way round, and a directory's name counts without what is in it.
        FlashFileSet files = ChirpOsTestImage.Files(("a", ""), ("a.b/c", ""), ("a0", ""), ("B", ""), ("\uFF5E", ""), ("😀", ""));
        ImagePlan plan = ChirpOsTestImage.Plan(files);
        Assert.AreEqual("B a a.b/c a0 😀 \uFF5E", string.Join(' ', plan.Files.Select(file => file.Path)));
        using JsonDocument json = JsonDocument.Parse(ChirpOsTestImage.JsonOf(plan.ToArray()));
        Assert.AreEqual(
            "/created /modified /accessed B a a.b a0 😀 \uFF5E", string.Join(' ', json.RootElement.EnumerateObject().Select(member => member.Name)));
        Assert.AreEqual("B a a.b/c a0 😀 \uFF5E", ChirpOsTestImage.Paths(ChirpOsFormat.Instance.Open(plan.ToArray(), Defaults, ReadMode.Strict)));
    }

    [TestMethod]
    public void ValidUtf8IsTextAndAnythingElseABinary()
    {
        (byte[] Bytes, bool IsText)[] cases =
        [
            ([], true),
            ([0xEF, 0xBB, 0xBF, 0x41], true), // a byte order mark is part of the text
            ([0, 1, 0x7F], true),
            ([0xC3, 0xA4], true),
            ([0xC3], false),
            ([0x41, 0xFF], false),
            ([0xED, 0xA0, 0x80], false), // half a surrogate pair
            ([0xC0, 0x80], false), // an overlong NUL
            ([.. Enumerable.Range(0, 256).Select(value => (byte)value)], false),
        ];
        for (int i = 0; i < cases.Length; i++)
        {
            byte[] image = ChirpOsTestImage.Plan(ChirpOsTestImage.Files(ChirpOsTestImage.File("f", cases[i].Bytes))).ToArray();
            Assert.AreEqual(!cases[i].IsText, ChirpOsTestImage.JsonOf(image).Contains("\"/binary\":true"), $"case {i}");
            FlashVolume volume = ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Strict);
            AssertBytes.AreEqual(cases[i].Bytes, volume.ReadAll(volume.Entries[0]), $"case {i}");
            Assert.AreEqual(cases[i].IsText ? "text" : "binary", volume.Entries[0].Attributes[0].Value);
        }
    }

    [TestMethod]
    public void TheReadableFormIsTheSameJsonIndented()
    {
        FlashFileSet files = ChirpOsTestImage.Files(("a/b.txt", "\"\\\u0001\u2028é"), ("empty", ""));
        string saved = ChirpOsTestImage.JsonOf(ChirpOsTestImage.Plan(files).ToArray());
        byte[] image = ChirpOsTestImage.Plan(files, new ChirpOsOptions { Form = ChirpOsForm.Json }).ToArray();
        string readable = Encoding.UTF8.GetString(image);
        Assert.StartsWith("{\n  \"/created\": 0,\n", readable);
        Assert.EndsWith("\n}\n", readable);
        Assert.AreEqual(saved, string.Concat(readable.Split('\n').Select(line => line.TrimStart())).Replace("\": ", "\":"));
        var volume = ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Strict);
        Assert.AreEqual(ChirpOsForm.Json, volume.Form, "nobody need tell the reader");
        Assert.AreEqual("\"\\\u0001\u2028é", ChirpOsTestImage.TextOf(volume, "a/b.txt"));
        Assert.AreEqual(ChirpOsForm.Saved, ChirpOsVolume.Open(ChirpOsTestImage.Plan(files).ToArray(), new ChirpOsOptions { Form = ChirpOsForm.Json }, ReadMode.Strict).Form);
    }

    [TestMethod]
    public void AnImageAgainstABaseHoldsWhatDiffers()
    {
        FlashFileSet before = ChirpOsTestImage.Files(("same", "1"), ("changed", "1"), ("gone", "1"), ("dir/same", "1"), ("dir/gone", "1"), ("all/gone", "1"), ("kind", "1"));
        FlashFileSet after = ChirpOsTestImage.Files(("same", "1"), ("changed", "2"), ("dir/same", "1"), ("dir/new", "2"), ("kind/of", "2"), ("new/one", "2"));
        var options = new ChirpOsOptions { BaseDirectory = new FlashFolder("base", before) };
        ImagePlan plan = ChirpOsTestImage.Plan(after, options);
        byte[] image = plan.ToArray();
        Assert.AreEqual(
            "{\"all\":null,"
            + $"\"changed\":{{{Times},\"/data\":\"2\"}},"
            + $"\"dir\":{{\"gone\":null,\"new\":{{{Times},\"/data\":\"2\"}}}},"
            + "\"gone\":null,"
            + $"\"kind\":{{{Times},\"of\":{{{Times},\"/data\":\"2\"}}}},"
            + $"\"new\":{{{Times},\"one\":{{{Times},\"/data\":\"2\"}}}}}}",
            ChirpOsTestImage.JsonOf(image));
        Assert.HasCount(6, plan.Costs);
        Assert.AreEqual(0, plan.Costs.Single(cost => cost.File.Path.Value == "same").Size);

        // With the base, the volume has all files again, and says which are the base's.
        FlashVolume volume = ChirpOsVolume.Open(image, options, ReadMode.Strict);
        Assert.AreEqual("changed dir/new dir/same kind/of new/one same", ChirpOsTestImage.Paths(volume));
        Assert.AreEqual("2", ChirpOsTestImage.TextOf(volume, "changed"));
        Assert.AreEqual("dir/same same", string.Join(' ', volume.Entries.Where(entry => entry.Attributes.Any(attribute => attribute.Key == "from")).Select(entry => entry.Name)));
        Assert.IsTrue(FlashFs.Pipeline.ImageVerifier.Differences(volume, plan.Files).ToArray() is []);

        // Without it, those that differ.
        Assert.AreEqual("changed dir/new kind/of new/one", ChirpOsTestImage.Paths(ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Strict)));
    }

    [TestMethod]
    public void AnImageThatIsTheBaseIsEmpty()
    {
        FlashFileSet files = ChirpOsTestImage.Files(("a/b", "1"), ("c", "2"));
        byte[] image = ChirpOsTestImage.Plan(files, new ChirpOsOptions { BaseDirectory = new FlashFolder("base", files) }).ToArray();
        Assert.AreEqual("{}", ChirpOsTestImage.JsonOf(image));
        Assert.IsGreaterThan(90, ChirpOsFormat.Instance.Recognise(image));
    }

    [TestMethod]
    public void OtherFlagsAreADifference()
    {
        FlashFile file = ChirpOsTestImage.File("f", 65);
        ImagePlan plan = ChirpOsTestImage.Plan(
            ChirpOsTestImage.Files(file with { Flags = 4 }), new ChirpOsOptions { BaseDirectory = new FlashFolder("base", ChirpOsTestImage.Files(file)) });
        Assert.AreEqual($"{{\"f\":{{{Times},\"/flags\":4,\"/data\":\"A\"}}}}", ChirpOsTestImage.JsonOf(plan.ToArray()));
    }

    [TestMethod]
    public void ABaseDirectoryThatNobodyListedIsAnError()
    {
        var options = new ChirpOsOptions { BaseDirectory = new FlashFolder("base") };
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(ChirpOsFormat.Instance.Plan(ChirpOsTestImage.Files(("a", "")), options.ToValues(), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.OptionsDoNotFit, "baseDirectory", "'base'");
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => ChirpOsVolume.Open(ChirpOsTestImage.Of("{}"), options, ReadMode.Salvage));
        Assert.AreEqual(DiagnosticCodes.OptionsDoNotFit.Code, thrown.Code);
    }

    [TestMethod]
    public void AFileThatIsAlsoADirectoryIsRefusedWhicheverComesFirst()
    {
        foreach (string other in (string[])["a/b", "a/b/c"])
        {
            foreach (bool reversed in (bool[])[false, true])
            {
                FlashFile[] files = [ChirpOsTestImage.File("a"), ChirpOsTestImage.File(other)];
                var diagnostics = new DiagnosticBag();
                FlashFileSet set = FlashFileSet.InOrder(reversed ? files.Reverse() : files, diagnostics);
                Assert.IsNull(ChirpOsFormat.Instance.Plan(set, OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
                AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, "'a'", "directory");
            }
        }
    }

    [TestMethod]
    public void UnknownFlagsAreRefused()
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = ChirpOsTestImage.Files(ChirpOsTestImage.File("a") with { Flags = 16 });
        Assert.IsNull(ChirpOsFormat.Instance.Plan(files, OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidMetadata, "'a'", "16", "8 (super-hidden)");
    }

    [TestMethod]
    public void AFileWithoutAPathIsRefused()
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = ChirpOsTestImage.Files(new FlashFile(default, FlashContents.FromMemory(new byte[3])));
        Assert.IsNull(ChirpOsFormat.Instance.Plan(files, OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, "3 bytes", "empty one");
    }

    [TestMethod]
    public void DirectoriesTooDeepAreRefusedAndAsDeepAsAllowedAreRead()
    {
        string deepest = string.Concat(Enumerable.Repeat("d/", 1023)) + "f";
        byte[] image = ChirpOsTestImage.Plan(ChirpOsTestImage.Files((deepest, "x"))).ToArray();
        Assert.AreEqual(deepest, ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Strict).Entries[0].Name);

        var diagnostics = new DiagnosticBag();
        Assert.IsNull(ChirpOsFormat.Instance.Plan(
            ChirpOsTestImage.Files(("d/" + deepest, "x")), OptionValues.Defaults(ChirpOsFormat.Instance), null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NameNotStorable, "1024 directories", "up to 1023");
    }

    private static OptionValues Defaults => OptionValues.Defaults(ChirpOsFormat.Instance);
}
