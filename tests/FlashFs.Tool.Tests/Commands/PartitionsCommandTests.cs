using System.Text;
using System.Text.Json;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class PartitionsCommandTests
{
    [TestMethod]
    [DataRow("single.csv", "single.bin", "")]
    [DataRow("single.csv", "single-nomd5.bin", "--no-md5")]
    [DataRow("ota.csv", "ota.bin", "--flash-size 4MB")]
    [DataRow("ota.csv", "ota-offset9000.bin", "--table-offset 0x9000")]
    [DataRow("dual.csv", "dual.bin", "--chip esp32")]
    [DataRow("appfs.csv", "appfs.bin", "")]
    public void ACsvBecomesTheReferenceTable(string csv, string binary, string options)
    {
        using var folder = new ToolFolder();
        folder.WithVector("t.csv", $"partitions/{csv}");
        ToolRun run = folder.Run(["partitions", "build", "t.csv", "-o", "out/t.bin", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Succeeded();
        CollectionAssert.AreEqual(Vectors.Bytes($"partitions/{binary}"), File.ReadAllBytes(folder["out/t.bin"]));
        StringAssert.StartsWith(run.Out, "out/t.bin: 3072 bytes, ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("single.bin", "single.roundtrip.csv")]
    [DataRow("ota.bin", "ota.roundtrip.csv")]
    [DataRow("dual.bin", "dual.roundtrip.csv")]
    [DataRow("appfs.bin", "appfs.roundtrip.csv")]
    public void ATableBecomesTheReferenceCsv(string binary, string csv)
    {
        using var folder = new ToolFolder();
        folder.WithVector("t.bin", $"partitions/{binary}");
        ToolRun run = folder.Run("partitions", "show", "t.bin", "--csv").Succeeded();
        Assert.AreEqual(Encoding.UTF8.GetString(Vectors.Bytes($"partitions/{csv}")).ReplaceLineEndings("\n"), run.Out);
    }

    [TestMethod]
    public void EveryFormOfATableShowsTheSame()
    {
        using var folder = new ToolFolder();
        folder.WithVector("t.csv", "partitions/single.csv").WithVector("t.bin", "partitions/single.bin").With("app.bin", [0xE9]);
        folder.Run("merge", "t.csv", "factory=app.bin", "-o", "flash.bin").Succeeded();
        ToolRun csv = folder.Run("partitions", "show", "t.csv").Succeeded();
        Assert.AreEqual(csv.Out, folder.Run("partitions", "show", "t.bin").Succeeded().Out);
        Assert.AreEqual(csv.Out, folder.Run("partitions", "show", "flash.bin").Succeeded().Out);
        Assert.AreEqual("label     type  subtype    offset  size       end  flags", csv.Lines[0]);
        Assert.AreEqual("nvs       data  nvs        0x9000   24K    0xf000", csv.Lines[1]);
    }

    [TestMethod]
    public void VariablesComeFromTheCommandLineOnly()
    {
        using var folder = new ToolFolder();
        folder.With("t.csv", "app, app, factory, , ${SIZE}\nrest, data, spiffs, , $REST\n");
        ToolRun run = folder.Run("partitions", "show", "t.csv", "-D", "SIZE=1M", "-D", "REST=64K").Succeeded();
        StringAssert.Contains(run.Out, "0x110000", StringComparison.Ordinal);
        folder.Run("partitions", "show", "t.csv", "-D", "SIZE=1M").Failed(1, "FLASHFS3020", "t.csv(2,", "'REST'");
        folder.Run("partitions", "show", "t.csv", "-D", "SIZE").Failed(2, "FLASHFS1012", "'SIZE'");
    }

    [TestMethod]
    public void JsonHasTheDocumentedShape()
    {
        using var folder = new ToolFolder();
        folder.WithVector("t.bin", "partitions/ota.bin");
        JsonElement json = folder.Run("partitions", "show", "t.bin", "--json").Succeeded().Json;
        AssertJson.HasShape(json, "schema table form offset md5 partitions damage");
        Assert.AreEqual("flashfs-partitions/1", json.GetProperty("schema").GetString());
        Assert.AreEqual("binary", json.GetProperty("form").GetString());
        Assert.AreEqual(0x8000, json.GetProperty("offset").GetInt64());
        Assert.IsTrue(json.GetProperty("md5").GetBoolean());
        JsonElement partition = json.GetProperty("partitions")[1];
        AssertJson.HasShape(partition, "label type subType kind offset size encrypted readOnly");
        Assert.AreEqual("otadata", partition.GetProperty("label").GetString());
        Assert.AreEqual("data/ota", partition.GetProperty("kind").GetString());
        Assert.AreEqual(0xd000, partition.GetProperty("offset").GetInt64());
        Assert.AreEqual(0x2000, partition.GetProperty("size").GetInt64());
    }

    [TestMethod]
    [DataRow("app-misaligned", "FLASHFS3009")]
    [DataRow("bad-flag", "FLASHFS3004")]
    [DataRow("bad-size", "FLASHFS3006")]
    [DataRow("duplicate-name", "FLASHFS3007")]
    [DataRow("long-label", "FLASHFS3008")]
    [DataRow("missing-size", "FLASHFS3005")]
    [DataRow("ota-size", "FLASHFS3014")]
    [DataRow("overlap", "FLASHFS3011")]
    [DataRow("overlaps-table", "FLASHFS3012")]
    [DataRow("too-big", "FLASHFS3013")]
    [DataRow("unknown-subtype", "FLASHFS3003")]
    public void AWrongTableIsRefusedWithFileLineAndColumn(string name, string code)
    {
        using var folder = new ToolFolder();
        folder.WithVector("t.csv", $"partitions/invalid/{name}.csv");
        ToolRun run = folder.Run("partitions", "build", "t.csv", "-o", "t.bin", "--flash-size", "4MB").Failed(1, code);
        StringAssert.Matches(run.Error, new System.Text.RegularExpressions.Regex($@"^flashfs: error {code}: t\.csv\(\d+,\d+\): ", System.Text.RegularExpressions.RegexOptions.Multiline));
        Assert.IsFalse(File.Exists(folder["t.bin"]));
    }

    [TestMethod]
    [DataRow("partitions build", 2, "FLASHFS9003", "CSV")]
    [DataRow("partitions build t.csv", 2, "FLASHFS9003", "--output")]
    [DataRow("partitions build t.csv -o t.bin --chip esp23", 2, "FLASHFS1020", "did you mean 'esp32'?")]
    [DataRow("partitions build t.csv -o t.bin --flash-size 3MB", 2, "FLASHFS1021", "'3MB'")]
    [DataRow("partitions build t.csv -o t.bin --table-offset x", 2, "FLASHFS1016", "'x'")]
    [DataRow("partitions build t.csv -o t.bin --table-offset 0x8100", 1, "FLASHFS3009", "0x8100")]
    [DataRow("partitions build gone.csv -o t.bin", 1, "FLASHFS1001", "'gone.csv'")]
    [DataRow("partitions build empty -o t.bin", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("partitions build noise -o t.bin", 1, "FLASHFS3001", "'noise'")]
    [DataRow("partitions build single.bin -o t.bin", 1, "FLASHFS3001", "partitions show single.bin --csv")]
    [DataRow("partitions build t.csv -o folder", 1, "FLASHFS9002", "is a folder")]
    [DataRow("partitions show t.csv --csv --json", 2, "FLASHFS9003", "--json")]
    [DataRow("partitions show noise", 1, "FLASHFS3001", "'noise'")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.WithVector("t.csv", "partitions/single.csv").WithVector("single.bin", "partitions/single.bin")
            .With("empty", "").WithVector("noise", "inputs/img/noise.bin").With("folder/x", "");
        Assert.AreEqual("", folder.Run(command.Split(' ')).Failed(status, code, fragment).Out);
        Assert.IsFalse(File.Exists(folder["t.bin"]));
    }
}
