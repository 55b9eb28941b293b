using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

[TestClass]
public sealed class AppFsFormatTests
{
    [TestMethod]
    public void ItIsKnownByNameAndPartition()
    {
        Assert.IsTrue(FlashFormats.TryGet("AppFs", out FlashFormat? format));
        Assert.AreSame(AppFsFormat.Instance, format);
        Assert.AreEqual(("appfs", "AppFS", "appfs.img", ImageSizing.Fixed), (format.Id, format.DisplayName, format.DefaultImageName, format.Sizing));
        CollectionAssert.AreEqual(new[] { new PartitionKind(0x43, 3) }, format.PartitionKinds.ToArray());
        Assert.IsTrue(format.StoresFileAttributes);
        Assert.IsFalse(format.SupportsEncryptedPartition);
    }

    [TestMethod]
    public void LayoutIsWrittenAsTwoWords()
    {
        FlashOption option = AppFsFormat.Instance.Options.Single();
        Assert.AreEqual(("layout", "Layout", "pocketsprite"), (option.Name, option.MetadataName, option.DefaultText));
        CollectionAssert.AreEqual(new[] { "pocketsprite", "badgeteam" }, option.Choices.ToArray());

        var diagnostics = new DiagnosticBag();
        OptionValues.Resolve(AppFsFormat.Instance, [new OptionLayer("test", new Dictionary<string, string> { ["layout"] = "badgetema" })], diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidOptionValue, "pocketsprite, badgeteam", "did you mean 'badgeteam'?");
    }

    [TestMethod]
    public void OptionsGoThereAndBack() =>
        Assert.AreEqual(AppFsTestImage.Badgeteam, AppFsOptions.From(AppFsTestImage.Badgeteam.ToValues()));

    [TestMethod]
    public void OneValidCopyIsEnoughToBeRecognised()
    {
        byte[] image = AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 3 * AppFsTestImage.Page, AppFsTestImage.File("a", 1));
        Assert.AreEqual(100, AppFsFormat.Instance.Recognise(image));
        image[0x8000] ^= 1;
        Assert.AreEqual(100, AppFsFormat.Instance.Recognise(image));
        image[20] ^= 1;
        Assert.IsTrue(AppFsFormat.Instance.Recognise(image) is > 0 and < 100, "a magic without its checksum");
        image[0] ^= 1;
        Assert.AreEqual(0, AppFsFormat.Instance.Recognise(image));
    }

    [TestMethod]
    [DataRow("images/appfs-pocketsprite.img", "pocketsprite", "no file has a version")]
    [DataRow("images/appfs-aged.img", "pocketsprite", "no file has a version")]
    [DataRow("images/appfs-badgeteam.img", "badgeteam", "the file in page 0 has a version")]
    public void TheLayoutIsGuessedByTheVersions(string image, string layout, string reason)
    {
        GuessedOptions? guess = AppFsFormat.Instance.GuessOptions(Vectors.Bytes(image));
        Assert.IsNotNull(guess);
        OptionValue value = guess.Options.Texts.Single();
        Assert.AreEqual((layout, "guess"), (value.Text, value.Origin));
        StringAssert.EndsWith(guess.Reason, reason, StringComparison.Ordinal);
    }

    [TestMethod]
    public void WithoutFilesThereIsNothingToGuessTheLayoutBy()
    {
        Assert.IsNull(AppFsFormat.Instance.GuessOptions(AppFsTestImage.Write(AppFsTestImage.Badgeteam, 2 * AppFsTestImage.Page)));
        Assert.IsNull(AppFsFormat.Instance.GuessOptions(new byte[100]));
    }

    [TestMethod]
    public void TheOlderCopyLacksTheLastFile()
    {
        byte[] image = AppFsTestImage.Write(
            AppFsTestImage.Pocketsprite, 4 * AppFsTestImage.Page, AppFsTestImage.File("a", 1), AppFsTestImage.File("b", 1));
        Array.Clear(image, 0, 128); // the current copy's header: two files end in copy 0
        AppFsVolume volume = AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Salvage);
        CollectionAssert.AreEqual(new[] { "a" }, volume.Entries.Select(entry => entry.Name).ToArray());
        AssertDiagnostics.Single(
            volume.Damage.Select(damage => damage.ToDiagnostic()), DiagnosticCodes.NotThisFormat, "copy 0", "the device goes by copy 1, serial 1");
    }

    [TestMethod]
    public void WritingNeedsNoSourceThatCanBeReadTwice()
    {
        var contents = new CountingContents(3 * AppFsTestImage.Page);
        AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 8 * AppFsTestImage.Page, new FlashFile(FlashPath.Parse("a"), contents));
        Assert.AreEqual(1, contents.Count);
    }

    private sealed class CountingContents(long length) : FlashContents
    {
        public int Count { get; private set; }

        public override long Length => length;

        protected override void CopyCore(Span<byte> destination)
        {
            Count++;
            destination.Clear();
        }
    }
}
