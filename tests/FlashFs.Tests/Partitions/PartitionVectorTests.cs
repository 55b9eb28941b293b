using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class PartitionVectorTests
{
    [TestMethod]
    [DataRow("appfs")]
    [DataRow("dual")]
    [DataRow("extras")]
    [DataRow("ota")]
    [DataRow("single")]
    public void CsvBecomesTheReferenceBinary(string name)
    {
        PartitionTable table = Read($"{name}.csv", new PartitionTableOptions());
        AssertBytes.AreEqual(Vectors.Bytes($"partitions/{name}.bin"), PartitionBinary.Write(table), name);
    }

    [TestMethod]
    public void TableElsewhereMovesItsPartitions()
    {
        PartitionTable table = Read("ota.csv", new PartitionTableOptions { TableOffset = 0x9000 });
        AssertBytes.AreEqual(Vectors.Bytes("partitions/ota-offset9000.bin"), PartitionBinary.Write(table));
    }

    [TestMethod]
    public void TableCanDoWithoutMd5()
    {
        PartitionTable table = Read("single.csv", new PartitionTableOptions { Md5 = false });
        AssertBytes.AreEqual(Vectors.Bytes("partitions/single-nomd5.bin"), PartitionBinary.Write(table, md5: false));
    }

    [TestMethod]
    [DataRow("appfs", "appfs")]
    [DataRow("dual", "dual")]
    [DataRow("extras", "extras")]
    [DataRow("ota", "ota")]
    [DataRow("single", "single")]
    [DataRow("single-nomd5", "single")]
    public void BinaryBecomesTheReferenceCsv(string binary, string csv)
    {
        PartitionTable table = PartitionBinary.Read(Vectors.Bytes($"partitions/{binary}.bin"));
        AssertBytes.AreEqual(
            Vectors.Bytes($"partitions/{csv}.roundtrip.csv"), Encoding.UTF8.GetBytes(PartitionCsv.Write(table)), binary);
    }

    [TestMethod]
    [DataRow("appfs")]
    [DataRow("dual")]
    [DataRow("extras")]
    [DataRow("ota")]
    [DataRow("single")]
    public void RoundTripCsvBecomesTheSameBinary(string name)
    {
        PartitionTable table = Read($"{name}.roundtrip.csv", new PartitionTableOptions());
        AssertBytes.AreEqual(Vectors.Bytes($"partitions/{name}.bin"), PartitionBinary.Write(table), name);
    }

    // Each file is refused for one reason, at one place.
    [TestMethod]
    [DataRow("app-misaligned", "FLASHFS3009", 1, 21, "0x18000", "0x10000", "0x20000")]
    [DataRow("bad-flag", "FLASHFS3004", 1, 28, "readonlyy", "did you mean 'readonly'", "encrypted")]
    [DataRow("bad-size", "FLASHFS3006", 1, 21, "'abc'", "'nvs'", "0x")]
    [DataRow("duplicate-name", "FLASHFS3007", 2, 1, "'nvs'", "duplicate-name.csv(1,1)", "rename")]
    [DataRow("long-label", "FLASHFS3008", 1, 1, "26 bytes", "16", "by 10")]
    [DataRow("missing-size", "FLASHFS3005", 1, 20, "'nvs'", "no size", "write")]
    [DataRow("ota-size", "FLASHFS3014", 1, 21, "0x1000", "0x2000", "'ota'")]
    [DataRow("overlap", "FLASHFS3011", 2, 12, "'b' (0x9800 to 0xa7ff)", "'a' (0x9000 to 0x9fff)", "0xa000")]
    [DataRow("overlaps-table", "FLASHFS3012", 1, 14, "0x8000", "0x9000", "'nvs'")]
    [DataRow("too-big", "FLASHFS3013", 1, 19, "0x809000", "4M", "0x3f7000")]
    [DataRow("unknown-subtype", "FLASHFS3003", 1, 10, "'nope'", "nvs", "data")]
    public void InvalidTablesAreRefusedWithCodeAndPlace(
        string name, string code, int line, int column, string read, string expected, string advice)
    {
        string file = $"{name}.csv";
        var diagnostics = new DiagnosticBag();
        var options = new PartitionTableOptions { FlashSize = 4 * 1024 * 1024 };
        Assert.IsNull(PartitionCsv.Read(Vectors.Bytes($"partitions/invalid/{file}"), file, options, diagnostics));
        DiagnosticDescriptor descriptor = DiagnosticCodes.All.Single(candidate => candidate.Code == code);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, descriptor, read, expected, advice);
        Assert.AreEqual(new DiagnosticLocation(file, line, column), found.Location);
    }

    private static PartitionTable Read(string file, PartitionTableOptions options)
    {
        var diagnostics = new DiagnosticBag();
        PartitionTable? table = PartitionCsv.Read(Vectors.Bytes($"partitions/{file}"), file, options, diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.IsNotNull(table);
        return table;
    }
}
