using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class PartitionCsvTests
{
    private const string Plain = "nvs,data,nvs,0x9000,0x6000\nfactory,app,factory,0x10000,1M\n";

    [TestMethod]
    [DataRow("# comment\nnvs,data,nvs,0x9000,0x6000\n\n   \n  # another, with, commas\nfactory,app,factory,0x10000,1M\n", DisplayName = "comments and blank lines")]
    [DataRow(" nvs ,\tdata , nvs,0x9000 , 0x6000 , \n factory,app,factory,0x10000,1M,,,", DisplayName = "spaces, tabs and commas")]
    [DataRow("nvs,data,nvs,0x9000,0x6000\r\nfactory,app,factory,0x10000,1M\r\n", DisplayName = "CRLF")]
    [DataRow("nvs,data,nvs,0x9000,0x6000\rfactory,app,factory,0x10000,1M", DisplayName = "CR")]
    [DataRow("nvs,DATA,Nvs,36864,24K\nfactory,0,0x0,64k,1024K\n", DisplayName = "names in any case, numbers in any form")]
    [DataRow("nvs,1,2,,0x6000\nfactory,0x00,factory,,1 M\n", DisplayName = "empty offsets")]
    [DataRow("nvs,data,nvs,,-0xf000\nfactory,app,factory,,-0x110000\n", DisplayName = "sizes that are ends")]
    [DataRow("nvs,data,nvs,0X9000,24kb,:\nfactory,app,factory,0x10000,1mb,::\n", DisplayName = "KB, MB and empty flags")]
    public void SameTableInOtherWords(string csv) =>
        AssertBytes.AreEqual(
            PartitionBinary.Write(PartitionTestTables.Valid(Plain)), PartitionBinary.Write(PartitionTestTables.Valid(csv)), csv);

    [TestMethod]
    [DataRow("utf-8", true)]
    [DataRow("utf-8", false)]
    [DataRow("utf-16", true)]
    [DataRow("utf-16", false)]
    [DataRow("utf-16BE", true)]
    [DataRow("utf-16BE", false)]
    public void EncodingIsFoundWithAndWithoutMark(string name, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("# größe\ndönerß,data,spiffs,0x9000,0x6000\n")];
        var diagnostics = new DiagnosticBag();
        PartitionTable? table = PartitionCsv.Read(bytes, "p.csv", new PartitionTableOptions(), diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual("dönerß", table?.Partitions[0].Label);
    }

    [TestMethod]
    public void InvalidUtf8IsRefusedWithItsLine()
    {
        byte[] bytes = [.. "nvs,data,nvs,,24K\n"u8, (byte)'x', 0xFF, .. ",data,phy,,4K\n"u8];
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(PartitionCsv.Read(bytes, "p.csv", new PartitionTableOptions(), diagnostics));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionSyntax, "utf-8", "byte 19");
        Assert.AreEqual(new DiagnosticLocation("p.csv", 2), found.Location);
    }

    [TestMethod]
    public void BinaryTableIsNotTakenForText()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(PartitionCsv.Read(Vectors.Bytes("partitions/single.bin"), "p.bin", new PartitionTableOptions(), diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionSyntax, "binary", "partitions show p.bin --csv");
    }

    [TestMethod]
    [DataRow("", DisplayName = "empty")]
    [DataRow("# Name, Type\n\n", DisplayName = "comments only")]
    public void TableWithoutRowsIsRefused(string csv) =>
        AssertDiagnostics.Single(PartitionTestTables.Refused(csv), DiagnosticCodes.PartitionSyntax, "p.csv", "no row");

    // A comment is a line of its own; in a field '#' is an error, at its place.
    [TestMethod]
    [DataRow("nvs,data,nvs,0x9000,0x6000 # comment", 28)]
    [DataRow("nvs,data,nvs,0x9000,0x6000, # comment", 29)]
    [DataRow("nvs,data,nvs,0x9000 # comment,0x6000", 21)]
    [DataRow("n#vs,data,nvs,0x9000,0x6000", 2)]
    public void HashInAFieldIsRefused(string csv, int column)
    {
        Diagnostic found = AssertDiagnostics.Single(PartitionTestTables.Refused(csv), DiagnosticCodes.PartitionSyntax, "'#", "line of its own");
        Assert.AreEqual(new DiagnosticLocation("p.csv", 1, column), found.Location);
    }

    [TestMethod]
    public void LineWithoutCommasIsRefused()
    {
        DiagnosticBag found = PartitionTestTables.Refused("nvs,data,nvs,0x9000,0x6000\nfactory app factory\n");
        Diagnostic only = AssertDiagnostics.Single(found, DiagnosticCodes.PartitionSyntax, "'factory app factory'", "no comma");
        Assert.HasCount(1, found);
        Assert.AreEqual(new DiagnosticLocation("p.csv", 2, 1), only.Location);
    }

    [TestMethod]
    public void TextAfterTheFlagsIsWarnedAbout()
    {
        PartitionTable? table = PartitionTestTables.Read("nvs,data,nvs,0x9000,0x6000,,left over\n", out DiagnosticBag diagnostics);
        Assert.IsNotNull(table);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionTextIgnored, "'left over'", "six fields");
        Assert.AreEqual(new DiagnosticLocation("p.csv", 1, 29), found.Location);
    }

    [TestMethod]
    [DataRow("$LABEL,data,spiffs,$AT,${SIZE}", DisplayName = "both forms")]
    [DataRow("$LABEL,$KIND,${AT},${SIZE}", DisplayName = "one variable, two fields")]
    [DataRow("sto${REST},data,spiffs,0x$HEX,6$UNIT", DisplayName = "within a field")]
    [DataRow("# $UNKNOWN in a comment\n$ROW", DisplayName = "a whole row, and comments left alone")]
    public void VariablesAreTakenFromTheOptions(string csv)
    {
        var options = new PartitionTableOptions
        {
            Variables = new Dictionary<string, string>
            {
                ["LABEL"] = "store", ["AT"] = "0x10000", ["SIZE"] = "6K", ["KIND"] = "data,spiffs", ["REST"] = "re", ["HEX"] = "10000",
                ["UNIT"] = "K", ["ROW"] = "store,data,spiffs,0x10000,6K",
            },
        };
        Assert.AreEqual(
            new Partition("store", 1, 0x82, 0x10000, 0x1800),
            PartitionTestTables.Valid(csv, options).Partitions[0] with { Location = null });
    }

    [TestMethod]
    public void EnvironmentIsNotAsked()
    {
        // Every process has a PATH.
        DiagnosticBag found = PartitionTestTables.Refused("nvs,data,nvs,$PATH,0x6000\n");
        AssertDiagnostics.Single(found, DiagnosticCodes.UndefinedVariable, "'PATH'", "FlashPartitionVariables", "-D PATH=");
    }

    [TestMethod]
    public void UndefinedVariablesAreNamedAllAtOnceWithTheNearest()
    {
        var options = new PartitionTableOptions { Variables = new Dictionary<string, string> { ["STORAGE_SIZE"] = "1M" } };
        DiagnosticBag found = PartitionTestTables.Refused("a,data,fat,,$STORAGE_SIZ\nb,data,fat,  ${NONE},4K\nc,data,nope,,4K\n", options);
        Assert.HasCount(2, found.Where(diagnostic => diagnostic.Descriptor == DiagnosticCodes.UndefinedVariable));
        Diagnostic first = found.First();
        StringAssert.Contains(first.Message, "did you mean 'STORAGE_SIZE'", StringComparison.Ordinal);
        Assert.AreEqual(new DiagnosticLocation("p.csv", 1, 13), first.Location);
        Assert.AreEqual(new DiagnosticLocation("p.csv", 2, 14), found.ElementAt(1).Location);
        AssertDiagnostics.Single(found, DiagnosticCodes.UnknownPartitionSubType, "'nope'");
    }

    [TestMethod]
    public void ColumnsAreThoseOfTheFileBehindAVariable()
    {
        var options = new PartitionTableOptions { Variables = new Dictionary<string, string> { ["N"] = "a_long_label" } };
        Diagnostic found = AssertDiagnostics.Single(
            PartitionTestTables.Refused("$N,data,fat,abc,4K\n", options), DiagnosticCodes.InvalidPartitionNumber, "'abc'");
        Assert.AreEqual(new DiagnosticLocation("p.csv", 1, 13), found.Location);
    }

    [TestMethod]
    public void VariableThatDoesNotEndIsRefused() =>
        AssertDiagnostics.Single(PartitionTestTables.Refused("a,data,fat,,${SIZE\n"), DiagnosticCodes.PartitionSyntax, "${NAME}");

    [TestMethod]
    public void DollarBeforeAnythingElseStays() =>
        Assert.AreEqual("a$-$", PartitionTestTables.Valid("a$-$,data,fat,,4K\n").Partitions[0].Label);

    [TestMethod]
    public void VariablesAreReadFromTheirProperty()
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyDictionary<string, string> variables = PartitionVariables.Parse(" A = 1 ;B=x=y;;A=2", null, diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.HasCount(2, variables);
        Assert.AreEqual("2", variables["A"]);
        Assert.AreEqual("x=y", variables["B"]);
    }

    [TestMethod]
    [DataRow("A")]
    [DataRow("=1")]
    [DataRow("A B=1")]
    public void DefinitionThatIsNoneIsRefused(string text)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsEmpty(PartitionVariables.Parse(text, null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidOptionValue, $"'{text}'", "NAME=value");
    }

    [TestMethod]
    public void LabelThatNoCsvHoldsIsNotWritten()
    {
        var table = new PartitionTable([new Partition("a,b", 1, 0x82, 0x10000, 0x1000)]);
        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => PartitionCsv.Write(table));
        AssertDiagnostics.Single(thrown.Diagnostics, DiagnosticCodes.InvalidPartitionLabel, "'a,b'", "comma");
    }

    [TestMethod]
    public void SizesAreWrittenInTheLargestWholeUnit()
    {
        string csv = PartitionCsv.Write(new PartitionTable(
        [
            new Partition("a", 1, 0x82, 0x9000, 0x300000), new Partition("b", 1, 0x82, 0x400000, 0x100400),
            new Partition("c", 0x40, 0, 0x600000, 0x1801) { Encrypted = true, ReadOnly = true },
        ]));
        Assert.AreEqual(
            "# ESP-IDF Partition Table\n# Name, Type, SubType, Offset, Size, Flags\na,data,spiffs,0x9000,3M,\nb,data,spiffs,0x400000,1025K,\nc,64,0,0x600000,0x1801,encrypted:readonly\n",
            csv);
    }
}
