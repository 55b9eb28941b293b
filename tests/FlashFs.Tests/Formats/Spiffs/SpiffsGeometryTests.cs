using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>Which options go together, and what follows from them.</summary>
[TestClass]
public sealed class SpiffsGeometryTests
{
    [TestMethod]
    // page, block, name, meta, aligned: lookup pages, entries of the first index page, entries of others
    [DataRow(256, 4096, 32, 4, false, 1, 103, 124)]
    [DataRow(256, 4096, 32, 0, true, 1, 105, 124)]
    [DataRow(256, 65536, 64, 0, true, 2, 89, 124)]
    [DataRow(256, 8192, 32, 1, true, 1, 105, 124)]
    [DataRow(512, 8192, 32, 4, false, 1, 231, 252)]
    [DataRow(1024, 4096, 32, 4, false, 1, 487, 508)]
    [DataRow(128, 4096, 32, 0, false, 1, 41, 60)]
    public void FiguresFollowFromTheOptions(
        int page, int block, int name, int meta, bool aligned, int lookupPages, int headerEntries, int indexEntries)
    {
        SpiffsGeometry geometry = SpiffsGeometry.Create(new SpiffsOptions
        {
            PageSize = page, BlockSize = block, NameLength = name, MetaLength = meta, AlignedIndexTables = aligned,
        });
        Assert.AreEqual((lookupPages, headerEntries, indexEntries), (geometry.LookupPages, geometry.HeaderEntries, geometry.IndexEntries));
        Assert.AreEqual(page - 5, geometry.ContentPerPage);
    }

    [TestMethod]
    [DataRow(300, 4096, 32, 4, "pageSize 300 is not a power of two")]
    [DataRow(64, 4096, 32, 4, "pageSize 64 is not a power of two from 128 to 16384")]
    [DataRow(256, 5000, 32, 4, "blockSize 5000 is not a multiple of pageSize 256; a blockSize of 4864 or 5120 would do")]
    [DataRow(256, 256, 32, 4, "needs at least two pages of 256 bytes; a blockSize of 512 would do")]
    [DataRow(256, 0, 32, 4, "blockSize 0 is not a multiple of pageSize 256; a blockSize of 512 would do")]
    [DataRow(256, 32768, 32, 4, "no room for the magic")]
    [DataRow(256, 32768, 32, 4, "a blockSize of 32512 or 65536 would do")]
    [DataRow(256, 49152, 32, 4, "not a whole number of pages")]
    [DataRow(256, 49152, 32, 4, "a blockSize of 32512 or 65536 would do")]
    [DataRow(256, 4096, 32, 161, "take 193 bytes of a page's header, and pages of 256 bytes leave 192: a nameLength of at most 31 would do, or pageSize 512")]
    [DataRow(256, 4096, 189, 4, "a nameLength of at most 188 would do")]
    [DataRow(16384, 65536, 16384, 4, "a nameLength of at most 16316 would do.")]
    [DataRow(256, 4096, 1, 4, "must be at least 2 and 0")]
    public void WhatDoesNotGoTogetherIsRefusedWithWhatWouldDo(int page, int block, int name, int meta, string fragment)
    {
        var options = new SpiffsOptions { PageSize = page, BlockSize = block, NameLength = name, MetaLength = meta };
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(SpiffsFormat.Instance.Plan(SpiffsVectors.Set(), options.ToValues(), 1 << 20, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.OptionsDoNotFit, fragment);

        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => SpiffsVolume.Open(new byte[1 << 20], options, ReadMode.Salvage));
        Assert.AreEqual(DiagnosticCodes.OptionsDoNotFit.Code, thrown.Code);
    }

    [TestMethod]
    public void WithoutMagicTheLookupTableNeedsNoRoomForIt()
    {
        SpiffsOptions options = new() { BlockSize = 32768, UseMagic = false };
        byte[] image = SpiffsVectors.Write(options, 65536, SpiffsVectors.File("a", 127 * 251));
        Assert.HasCount(1, SpiffsVolume.Open(image, options, ReadMode.Strict).Entries);
    }

    [TestMethod]
    public void OptionsSurviveTheWayThroughTheirTexts()
    {
        var options = new SpiffsOptions
        {
            PageSize = 512, BlockSize = 8192, NameLength = 64, MetaLength = 1, UseMagic = false, UseMagicLength = false,
            BigEndian = true, AlignedIndexTables = true, LeadingSlash = false,
        };
        OptionValues values = options.ToValues("test");
        Assert.AreEqual(options, SpiffsOptions.From(values));

        var diagnostics = new DiagnosticBag();
        var layer = new OptionLayer("test", values.Texts.ToDictionary(text => text.Option.Name, text => text.Text));
        Assert.AreEqual(options, SpiffsOptions.From(OptionValues.Resolve(SpiffsFormat.Instance, [layer], diagnostics)));
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual(new SpiffsOptions(), SpiffsOptions.From(OptionValues.Defaults(SpiffsFormat.Instance)));
    }

    [TestMethod]
    public void TheFormatSaysWhatItIs()
    {
        SpiffsFormat format = SpiffsFormat.Instance;
        Assert.AreEqual(("spiffs", "SPIFFS", "spiffs.img"), (format.Id, format.DisplayName, format.DefaultImageName));
        Assert.AreEqual(ImageSizing.Fixed, format.Sizing);
        Assert.AreEqual(new PartitionKind(1, 0x82), format.PartitionKinds.Single());
        Assert.IsFalse(format.SupportsEncryptedPartition);
        Assert.IsTrue(FlashFormats.TryGet("SPIFFS", out FlashFormat? found));
        Assert.AreSame(format, found);
    }
}
