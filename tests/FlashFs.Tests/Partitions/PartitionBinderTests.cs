using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class PartitionBinderTests
{
    private static readonly DiagnosticLocation Item = new("flash.csproj", 7);

    private const string One = "nvs,data,nvs,,24K\nfactory,app,factory,,1M\nstorage,data,spiffs,,64K\nweb,data,esphttpd,,64K\n";
    private const string Two = "factory,app,factory,,1M\nstorage,data,spiffs,,64K\nsettings,data,spiffs,,64K\n";

    [TestMethod]
    [DataRow(One, "spiffs.img", "", "storage", DisplayName = "the one of the kind")]
    [DataRow(One, "web.img", "", "storage", DisplayName = "the kind comes before the name")]
    [DataRow(One, "spiffs.img", "web", "web", DisplayName = "what the project says comes before all")]
    [DataRow(Two, "settings.img", "", "settings", DisplayName = "the name decides between two of the kind")]
    [DataRow("spiffs,data,fat,,64K", "spiffs.img", "", "spiffs", DisplayName = "the name does where there is none of the kind")]
    [DataRow("spiffs.img,data,0x99,,64K", "spiffs.img", "", "spiffs.img", DisplayName = "a label may have the extension")]
    public void PartitionIsFound(string csv, string image, string label, string expected)
    {
        PartitionBinding binding = Bind(csv, out DiagnosticBag diagnostics, new PartitionRequest(image, FormatStub.Spiffs, label, Item));
        AssertDiagnostics.None(diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.AreEqual(expected, binding.Partition?.Label);
        Assert.IsFalse(binding.Failed || binding.StandsAlone);
    }

    [TestMethod]
    public void FormatWithoutKindStandsAlone()
    {
        PartitionBinding binding = Bind(One, out DiagnosticBag diagnostics, new PartitionRequest("storage.fs", FormatStub.SimpleFs));
        AssertDiagnostics.None(diagnostics);
        Assert.IsTrue(binding.StandsAlone);
        Assert.IsFalse(binding.Image.NeedsPartition);
        Assert.AreEqual("web", Bind(One, out _, new PartitionRequest("a.fs", FormatStub.SimpleFs, "web")).Partition?.Label);
    }

    [TestMethod]
    public void UnknownLabelIsRefusedWithTheNearestAndTheRows() => Refused(
        One, new PartitionRequest("a.img", FormatStub.Spiffs, "storge", Item), DiagnosticCodes.PartitionNotFound,
        "'a.img'", "did you mean 'storage'", "factory (app/factory, 0x10000, 1M)");

    [TestMethod]
    public void NoPartitionIsRefusedWithTheRowsAndTheMetadata() => Refused(
        "nvs,data,nvs,,24K\nfactory,app,factory,,1M\n", new PartitionRequest("files.img", FormatStub.Spiffs, null, Item), DiagnosticCodes.NoPartitionForImage,
        "data/spiffs", "labelled 'files'", "nvs (data/nvs, 0x9000, 24K)", "<FlashImage Include=\"files.img\" Format=\"spiffs\" Partition=\"nvs\" />");

    [TestMethod]
    public void SeveralPartitionsAreRefusedWithTheChoices() => Refused(
        Two, new PartitionRequest("files.img", FormatStub.Spiffs, null, Item), DiagnosticCodes.AmbiguousPartition,
        "2 partitions of type data/spiffs", "storage (data/spiffs, 0x110000, 64K)", "Partition=\"storage\" or Partition=\"settings\"");

    [TestMethod]
    [DataRow("factory,app,factory,,1M", "factory.img", DisplayName = "an app")]
    [DataRow("t2,partition_table,ota,,", "t2.img", DisplayName = "a partition table")]
    public void NameOfAnAppOrTableIsNoInvitation(string csv, string image) =>
        Refused(csv, new PartitionRequest(image, FormatStub.Spiffs, null, Item), DiagnosticCodes.NoPartitionForImage, image);

    [TestMethod]
    public void TwoImagesOnOnePartitionAreRefused()
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<PartitionBinding> bindings = PartitionBinder.Bind(
            [new PartitionRequest("a.img", FormatStub.Spiffs), new PartitionRequest("b.img", FormatStub.Spiffs, "storage", Item)],
            PartitionTestTables.Valid(One),
            diagnostics);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionTaken, "'a.img' and 'b.img'", "storage (data/spiffs");
        Assert.AreEqual(Item, found.Location);
        Assert.AreEqual("storage", bindings[0].Partition?.Label);
        Assert.IsTrue(bindings[1].Failed);
    }

    [TestMethod]
    public void EncryptedPartitionIsRefusedWhereTheFormatCannot() => Refused(
        "storage,data,spiffs,,64K,encrypted", new PartitionRequest("a.img", FormatStub.Spiffs, null, Item), DiagnosticCodes.EncryptedUnsupported,
        "SPIFFS", "storage", "flag off");

    [TestMethod]
    public void EncryptedPartitionIsNotedWhereTheFormatCan()
    {
        PartitionBinding binding = Bind(
            "web,data,esphttpd,,64K,encrypted", out DiagnosticBag diagnostics, new PartitionRequest("a.img", FormatStub.Espfs, null, Item));
        Diagnostic note = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.EncryptedPlaintext, "'a.img'", "web", "--encrypt-files");
        Assert.AreEqual(DiagnosticSeverity.Note, note.Severity);
        Assert.IsNotNull(binding.Partition);
    }

    [TestMethod]
    public void WithoutTableOnlyWhatStandsAloneIsBound()
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<PartitionBinding> bindings = PartitionBinder.Bind(
            [new PartitionRequest("a.fs", FormatStub.SimpleFs), new PartitionRequest("b.img", FormatStub.Spiffs)], null, diagnostics);
        Assert.IsTrue(bindings[0].StandsAlone);
        Assert.IsTrue(bindings[1].Failed);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.NoPartitionForImage, "no partitions", "Partition=\"LABEL\"");
    }

    private static PartitionBinding Bind(string csv, out DiagnosticBag diagnostics, PartitionRequest request)
    {
        diagnostics = new DiagnosticBag();
        PartitionTable? table = PartitionTestTables.Read(csv, out _);
        Assert.IsNotNull(table);
        return PartitionBinder.Bind([request], table, diagnostics).Single();
    }

    private static void Refused(string csv, PartitionRequest request, DiagnosticDescriptor descriptor, params string[] fragments)
    {
        PartitionBinding binding = Bind(csv, out DiagnosticBag diagnostics, request);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, descriptor, fragments);
        Assert.HasCount(1, diagnostics);
        Assert.AreEqual(Item, found.Location);
        Assert.IsTrue(binding.Failed);
        Assert.IsNull(binding.Partition);
    }
}
