using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

/// <summary>What is refused or warned about: the code, what the message holds, and the place. '|' stands for a line break.</summary>
[TestClass]
public sealed class PartitionCheckTests
{
    // Types and subtypes.
    [TestMethod]
    [DataRow("a,dta,spiffs,,4K", "FLASHFS3002", 1, 3, "'dta'", "did you mean 'data'", "0x40")]
    [DataRow("a,,spiffs,,4K", "FLASHFS3002", 1, 3, "'a' has no type", "data", "0x40")]
    [DataRow("a,4,0,,4K", "FLASHFS3002", 1, 3, "'4'", "kept for ESP-IDF", "0x40 to 0xfe")]
    [DataRow("a,0x3f,0,,4K", "FLASHFS3002", 1, 3, "'0x3f'", "kept for ESP-IDF", "0x40 to 0xfe")]
    [DataRow("a,255,0,,4K", "FLASHFS3002", 1, 3, "'255'", "'a'", "0xfe")]
    [DataRow("a,-1,0,,4K", "FLASHFS3002", 1, 3, "'-1'", "'a'", "0xfe")]
    [DataRow("a,0x140,0,,4K", "FLASHFS3002", 1, 3, "'0x140'", "'a'", "0xfe")]
    [DataRow("a,data,spifs,,4K", "FLASHFS3003", 1, 8, "'spifs'", "did you mean 'spiffs'", "of data")]
    [DataRow("a,app,ota_16,,4K", "FLASHFS3003", 1, 7, "'ota_16'", "did you mean 'ota_1", "of app")]
    [DataRow("a,data,256,,4K", "FLASHFS3003", 1, 8, "'256'", "of data", "0xff")]
    [DataRow("a,0x40,spiffs,,4K", "FLASHFS3003", 1, 8, "'spiffs'", "0x40 have no names", "0xff")]
    [DataRow("a,bootloader,,,4K", "FLASHFS3003", 1, 14, "no subtype", "primary, ota, recovery", "'a'")]
    [DataRow("a,app,,,1M", "FLASHFS3019", 1, 7, "'a'", "no subtype", "factory, ota_0 to ota_15, test")]

    // Numbers.
    [DataRow("a,data,fat,0x9000", "FLASHFS3005", 1, 18, "'a' has no size", "number", "ends at")]
    [DataRow("a,data,fat,0x9000,0", "FLASHFS3005", 1, 19, "size 0", "'a'", "take its row out")]
    [DataRow("a,data,fat,-0x9000,4K", "FLASHFS3006", 1, 12, "'-0x9000'", "no offset", "empty")]
    [DataRow("a,data,fat,010000,4K", "FLASHFS3006", 1, 12, "'010000'", "no offset", "0x")]
    [DataRow("a,data,fat,0x100000000,4K", "FLASHFS3006", 1, 12, "'0x100000000'", "4 GiB", "'a'")]
    [DataRow("a,data,fat,,5G", "FLASHFS3006", 1, 13, "'5G'", "no size", "K, KB, M or MB")]
    [DataRow("a,data,fat,,- 4K", "FLASHFS3006", 1, 13, "'- 4K'", "no size", "minus")]
    [DataRow("a,data,fat,,4GB", "FLASHFS3006", 1, 13, "'4GB'", "no size", "'a'")]
    [DataRow("a,data,fat,,1_000", "FLASHFS3006", 1, 13, "'1_000'", "no size", "'a'")]
    [DataRow("a,data,fat,0x9000,-0x9000", "FLASHFS3006", 1, 19, "end at 0x9000", "begins at 0x9000", "without the minus")]
    [DataRow("a,data,fat,0x9000,4096M", "FLASHFS3006", 1, 19, "'4096M'", "4 GiB", "'a'")]

    // Flags.
    [DataRow("a,data,fat,,4K,encrypted:Readonly", "FLASHFS3004", 1, 26, "'Readonly'", "did you mean 'readonly'", "':'")]
    [DataRow("a,data,fat,,4K,encrypted readonly", "FLASHFS3004", 1, 16, "'encrypted readonly'", "joined by ':'", "'a'")]

    // Labels.
    [DataRow("a,data,fat,,4K|b,data,fat,,4K|a,data,fat,,4K", "FLASHFS3007", 3, 1, "'a'", "p.csv(1,1)", "rename")]
    [DataRow("seventeen_chars_1,data,fat,,4K", "FLASHFS3008", 1, 1, "17 bytes", "room for 16", "by 1")]
    [DataRow("größenwahnsinnig,data,fat,,4K", "FLASHFS3008", 1, 1, "18 bytes", "room for 16", "by 2")]
    [DataRow("bootloader,app,factory,,1M", "FLASHFS3021", 1, 1, "'bootloader'", "app/factory", "boot loader")]
    [DataRow("partition-table,data,fat,,4K", "FLASHFS3021", 1, 1, "'partition-table'", "data/fat", "choose another")]
    [DataRow(",data,fat,,4K", "FLASHFS3025", 1, 1, "''", "empty", "name")]
    [DataRow("a\tb,data,fat,,4K", "FLASHFS3025", 1, 1, "control character", "letters", "digits")]

    // Places.
    [DataRow("a,data,fat,0x9800,4K", "FLASHFS3009", 1, 12, "0x9800", "multiple of 0x1000", "use 0xa000")]
    [DataRow("a,app,factory,0x18000,1M", "FLASHFS3009", 1, 15, "0x18000", "multiple of 0x10000", "use 0x20000")]
    [DataRow("a,app,factory,,0x18800", "FLASHFS3010", 1, 16, "0x18800", "multiple of 0x1000", "use 0x19000")]
    [DataRow("a,data,fat,0x9000,8K|b,data,fat,0xa000,4K", "FLASHFS3011", 2, 12, "'b' (0xa000 to 0xafff)", "'a' (0x9000 to 0xafff)", "to 0xb000")]
    [DataRow("a,data,fat,0x9000,8K|b,app,factory,0xa000,1M", "FLASHFS3011", 2, 15, "'b' (0xa000", "'a' (0x9000", "to 0x10000")]
    [DataRow("a,data,fat,0x20000,8K|b,data,fat,0x9000,4K", "FLASHFS3011", 2, 12, "'b' at 0x9000", "after 'a' at 0x20000", "go up")]
    [DataRow("a,data,fat,0x20000,8K|b,data,fat,0x9000,1M", "FLASHFS3011", 2, 12, "'b' (0x9000", "overlaps 'a'", "to 0x22000")]
    [DataRow("a,data,fat,0x8000,4K", "FLASHFS3012", 1, 12, "0x8000", "up to 0x9000", "use 0x9000")]
    [DataRow("a,app,factory,0,4K", "FLASHFS3012", 1, 15, "0x0", "up to 0x9000", "use 0x10000")]
    [DataRow("a,data,fat,0x3ff000,4K|b,data,fat,,4K", "FLASHFS3013", 2, 13, "'b' from 0x400000", "0x401000", "flash of 4M")]
    [DataRow("a,data,fat,0x9000,0xFFFFFFFF", "FLASHFS3013", 1, 19, "0x100008fff", "flash of 4M", "at most 0x3f7000")]

    // Kinds.
    [DataRow("a,data,ota,,0x3000", "FLASHFS3014", 1, 13, "0x3000", "data/ota", "use 0x2000")]
    [DataRow("a,data,tee_ota,,4K", "FLASHFS3014", 1, 17, "0x1000", "data/tee_ota", "use 0x2000")]
    [DataRow("a,data,ota,,8K|b,data,ota,,8K", "FLASHFS3015", 2, 8, "'a' and 'b'", "data/ota", "one")]
    [DataRow("a,data,tee_ota,,8K|b,data,tee_ota,,8K", "FLASHFS3015", 2, 8, "'a' and 'b'", "data/tee_ota", "one")]
    [DataRow("a,data,ota,,8K,readonly", "FLASHFS3016", 1, 16, "'a'", "data/ota", "flag off")]
    [DataRow("a,data,coredump,,64K,encrypted:readonly", "FLASHFS3016", 1, 22, "'a'", "data/coredump", "flag off")]
    [DataRow("a,data,nvs,,8K", "FLASHFS3017", 1, 13, "0x2000", "0x3000", "readonly")]
    public void IsRefused(string csv, string code, int line, int column, string first, string second, string third)
    {
        var options = new PartitionTableOptions { FlashSize = 0x400000 };
        Diagnostic found = AssertDiagnostics.Single(
            PartitionTestTables.Refused(Lines(csv), options), PartitionTestTables.Code(code), first, second, third);
        Assert.AreEqual(new DiagnosticLocation("p.csv", line, column), found.Location);
    }

    [TestMethod]
    public void AnyByteIsASubtype() => Assert.AreEqual(0xFF, PartitionTestTables.Valid("a,data,0xff,,4K\n").Partitions[0].SubType);

    [TestMethod]
    [DataRow("nvs,data,phy,,4K", "FLASHFS3022", 1, 1, "'nvs'", "subtype", "data/phy")]
    [DataRow("data,app,factory,,1M", "FLASHFS3022", 1, 1, "'data'", "name of a type", "app/factory")]
    [DataRow("ota,data,spiffs,,4K", "FLASHFS3022", 1, 1, "'ota'", "subtype", "data/spiffs")]
    [DataRow("a,app,ota_0,,1M|b,app,ota_0,,1M", "FLASHFS3023", 2, 7, "'a' and 'b'", "app/ota_0", "another subtype")]
    [DataRow("a,partition_table,primary,0x9000,", "FLASHFS3026", 1, 27, "'0x9000'", "0x8000", "leave the field empty")]
    [DataRow("a,partition_table,ota,,8K", "FLASHFS3026", 1, 24, "'8K'", "0x1000", "leave the field empty")]
    public void IsWarnedAbout(string csv, string code, int line, int column, string first, string second, string third)
    {
        Assert.IsNotNull(PartitionTestTables.Read(Lines(csv), out DiagnosticBag diagnostics));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, PartitionTestTables.Code(code), first, second, third);
        Assert.AreEqual(new DiagnosticLocation("p.csv", line, column), found.Location);
    }

    [TestMethod]
    [DataRow("a,data,nvs,,4K,readonly", DisplayName = "small NVS that is read-only")]
    [DataRow("a,data,tee_ota,,8K,readonly", DisplayName = "read-only TEE data")]
    [DataRow("sixteen_chars_01,data,fat,,4K", DisplayName = "label that fills its field")]
    [DataRow("a,data,fat,,0x1801|b,data,fat,,1", DisplayName = "data of any size")]
    [DataRow("a,0xfe,255,,1", DisplayName = "last type and subtype")]
    [DataRow("nvs,data,nvs,,24K|ota,data,ota,,8K|factory,app,factory,,1M", DisplayName = "labels that name their own subtype")]
    [DataRow("partition_table,partition_table,primary,N/A,N/A|partition-table2,data,fat,,4K", DisplayName = "labels near the reserved ones")]
    public void IsFine(string csv) => PartitionTestTables.Valid(Lines(csv));

    [TestMethod]
    public void AllOffendersAreReportedAtOnce()
    {
        DiagnosticBag found = PartitionTestTables.Refused("a,dta,nvs,,4K\nb,data,nope,,4K\nc,data,fat,,\nd,data,fat,,4K,x\nd,data,ota,0x20000,4K\n");
        CollectionAssert.AreEquivalent(
            new[] { "FLASHFS3002", "FLASHFS3003", "FLASHFS3004", "FLASHFS3005", "FLASHFS3007", "FLASHFS3014" },
            found.Select(diagnostic => diagnostic.Code).ToArray());
    }

    // A row that is wrong says nothing about where the next one lies, and no error follows from the guess.
    [TestMethod]
    [DataRow("a,data,fat,,abc\nb,data,fat,,4K\nc,app,factory,0x10000,1M\n", 1)]
    [DataRow("a,dta,fat,0x9000,\nb,data,fat,,4K\n", 2)]
    [DataRow("a,data,fat,x,4K\nb,data,fat,,-0x1\n", 1)]
    [DataRow("a,data,nvs,0x9000,0x1000,readonlyy\n", 1)]
    [DataRow("a,data,fat,0x9000,64K\nb,data,fat,0xa000,4K\nc,data,fat,,4K\n", 1)]
    public void OneMistakeIsOneMessage(string csv, int count) => Assert.HasCount(count, PartitionTestTables.Refused(csv));

    [TestMethod]
    [DataRow(true, 94)]
    [DataRow(false, 95)]
    public void TableHoldsSoManyAndNoMore(bool md5, int limit)
    {
        var options = new PartitionTableOptions { Md5 = md5 };
        PartitionTable table = PartitionTestTables.Valid(Rows(limit), options);
        byte[] bytes = PartitionBinary.Write(table, md5);
        Assert.HasCount(0xC00, bytes);
        Assert.AreEqual(-1, bytes.AsSpan(0xC00 - 32).IndexOfAnyExcept((byte)0xFF), "the row that ends the table");
        Assert.HasCount(limit, PartitionBinary.Read(bytes).Partitions);

        Diagnostic found = AssertDiagnostics.Single(
            PartitionTestTables.Refused(Rows(limit + 3), options), DiagnosticCodes.TooManyPartitions, $"{limit + 3} partitions", $"room for {limit}", "take out 3");
        Assert.AreEqual(limit + 1, found.Location?.Line);
        var tooMany = new PartitionTable(table.Partitions.Append(table.Partitions[0]));
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => PartitionBinary.Write(tooMany, md5));
        Assert.AreEqual(DiagnosticCodes.TooManyPartitions.Code, thrown.Code);
    }

    [TestMethod]
    public void TableOffsetIsASectorBelowTheEndOfTheFlash()
    {
        const string Row = "a,data,fat,,4K";
        AssertDiagnostics.Single(
            PartitionTestTables.Refused(Row, new PartitionTableOptions { TableOffset = 0x8100 }),
            DiagnosticCodes.PartitionOffsetNotAligned, "0x8100", "0x1000");
        DiagnosticBag past = PartitionTestTables.Refused(
            "a,data,fat,,4K", new PartitionTableOptions { TableOffset = 0x100000, FlashSize = 0x100000 });
        Assert.HasCount(2, past.Where(diagnostic => diagnostic.Descriptor == DiagnosticCodes.PartitionsExceedFlash));
        AssertDiagnostics.Single(
            PartitionTestTables.Refused(Row, new PartitionTableOptions { TableOffset = 0x1000, PrimaryBootloaderOffset = 0x1000 }),
            DiagnosticCodes.PartitionOverlapsTable, "0x1000", "boot loader", "table-offset");
    }

    [TestMethod]
    public void BootloaderAndTableRowsTakeTheirPlaceFromChipAndTable()
    {
        var options = new PartitionTableOptions { PrimaryBootloaderOffset = 0x1000, RecoveryBootloaderOffset = 0x3F0000 };
        PartitionTable table = PartitionTestTables.Valid(
            "bootloader,bootloader,primary,N/A,N/A\npartition_table,partition_table,primary,N/A,N/A\nnvs,data,nvs,,24K\nfactory,app,factory,,1M\nb_ota,bootloader,ota,,\nt_ota,partition_table,ota,,N/A\nrecoveryBloader,bootloader,recovery,N/A,N/A\n",
            options);
        (string Label, long Offset, long Size)[] places = [.. table.Partitions.Select(partition => (partition.Label, partition.Offset, partition.Size))];
        CollectionAssert.AreEqual(
            new[]
            {
                ("bootloader", 0x1000L, 0x7000L), ("partition_table", 0x8000L, 0x1000L), ("nvs", 0x9000L, 0x6000L),
                ("factory", 0x10000L, 0x100000L), ("b_ota", 0x110000L, 0x7000L), ("t_ota", 0x117000L, 0x1000L),
                ("recoveryBloader", 0x3F0000L, 0x7000L),
            },
            places);
    }

    [TestMethod]
    public void BootloaderRowsNeedAChip() =>
        AssertDiagnostics.Single(
            PartitionTestTables.Refused("b,bootloader,primary,,\n"), DiagnosticCodes.PartitionSizeMissing, "'b'", "no chip", "--chip");

    [TestMethod]
    public void RecoveryBootloaderNeedsItsOffset()
    {
        var options = new PartitionTableOptions { PrimaryBootloaderOffset = 0x1000 };
        AssertDiagnostics.Single(
            PartitionTestTables.Refused("r,bootloader,recovery,N/A,N/A\n", options), DiagnosticCodes.InvalidPartitionNumber, "'r'", "not known");
        Assert.AreEqual(0x3F0000, PartitionTestTables.Valid("r,bootloader,recovery,0x3f0000,\n", options).Partitions[0].Offset);

        var given = options with { RecoveryBootloaderOffset = 0x3E0000 };
        Assert.AreEqual(0x3E0000, PartitionTestTables.Read("r,bootloader,recovery,0x3f0000,\n", out DiagnosticBag diagnostics, given)?.Partitions[0].Offset);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionTextIgnored, "'0x3f0000'", "0x3e0000");
    }

    [TestMethod]
    public void TwoPrimaryBootloadersOverlap() =>
        AssertDiagnostics.Single(
            PartitionTestTables.Refused("a,bootloader,primary,,\nb,bootloader,primary,,\n", new PartitionTableOptions { PrimaryBootloaderOffset = 0 }),
            DiagnosticCodes.PartitionsOverlap, "'b' (0x0 to 0x7fff)", "'a'");

    [TestMethod]
    public void TableOfCodeIsCheckedToo()
    {
        var table = new PartitionTable([new Partition("a", 1, 0x82, 0x9000, 0x2000), new Partition("b", 0, 0, 0xA000, 0x1000)]);
        var diagnostics = new DiagnosticBag();
        Assert.IsFalse(table.Check(new PartitionTableOptions(), diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionsOverlap, "'b'", "'a'", "0x10000");
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionOffsetNotAligned, "'b'", "0xa000");
        var fine = new DiagnosticBag();
        Assert.IsTrue(PartitionTestTables.Valid("a,data,fat,,4K").Check(new PartitionTableOptions(), fine));
        AssertDiagnostics.None(fine);
    }

    [TestMethod]
    public void LabelOfAnItemMustFitACsv()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(PartitionTableBuilder.Build(
            [PartitionRow.Of("a,b", "data", "fat", null, "4K"), PartitionRow.Of("a#b", "data", "fat", null, "4K"), PartitionRow.Of("a\u2028b", "data", "fat", null, "4K")],
            new PartitionTableOptions(),
            diagnostics));
        Assert.HasCount(3, diagnostics.Where(diagnostic => diagnostic.Descriptor == DiagnosticCodes.InvalidPartitionLabel));
    }

    private static string Lines(string csv) => csv.Replace('|', '\n');

    private static string Rows(int count) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"p{i},data,fat,,4K")));
}
