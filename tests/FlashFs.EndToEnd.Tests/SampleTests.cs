using System.Text.Json;

namespace FlashFs.EndToEnd.Tests;

[TestClass]
public sealed class SampleTests
{
    private static readonly string[] Outputs =
    [
        "app.bin", "bootloader.bin", "espfs.img", "flash-manifest.json", "flash-map.html", "flash-report.json", "flash.bin", "flash_args", "flasher_args.json", "partition-table.bin", "spiffs.img",
    ];

    [TestMethod]
    public void TheSampleOfEsp32DuktapeBuildsFromThePackage()
    {
        using FirmwareProject project = Copy();
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}").Succeeded();
        CollectionAssert.AreEqual(
            Outputs, Directory.GetFiles(project.Output).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());

        byte[] flash = project.Bytes("flash.bin");
        byte[] spiffs = project.Bytes("spiffs.img");
        Assert.AreEqual(512 * 1024, spiffs.Length);
        CollectionAssert.AreEqual(spiffs, flash[0x180000..0x200000]);
        CollectionAssert.AreEqual(project.Bytes("espfs.img"), flash[0x300000..]);
        CollectionAssert.AreEqual(project.Bytes("partition-table.bin"), flash[0x8000..0x8C00]);
        CollectionAssert.AreEqual(project.Bytes("app.bin"), flash[0x10000..(0x10000 + project.Bytes("app.bin").Length)]);

        JsonElement espfs = project.Manifest().GetProperty("images")[0];
        Assert.AreEqual("espfs", espfs.GetProperty("partition").GetString());
        Assert.AreEqual("profile duktape-esp32", espfs.GetProperty("options").GetProperty("compression").GetProperty("origin").GetString());
    }

    [TestMethod]
    public void TheSampleBuildsWithBytecodeOfDuktapeBesideItsSourcesInEspfsOnly()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "duk"))))
        {
            Assert.Inconclusive("The command line of Duktape is not installed; on Debian it is the package duktape.");
        }

        using FirmwareProject project = Copy();
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}").Succeeded();
        byte[] spiffs = project.Bytes("spiffs.img");
        project.Build($"-p:FlashFsVersion={PackedPackage.Version}", "-p:FlashBytecode=Duktape").Succeeded().Says("warning FLASHFS4027: espfs.img: ");
        CollectionAssert.AreEqual(spiffs, project.Bytes("spiffs.img"));
        JsonElement[] images = [.. project.Manifest().GetProperty("images").EnumerateArray()];
        StringAssert.StartsWith(images[0].GetProperty("bytecode").GetProperty("engine").GetString(), "duktape 2.", StringComparison.Ordinal);
        Assert.AreEqual(85 + images[0].GetProperty("bytecode").GetProperty("moduleCount").GetInt32(), images[0].GetProperty("figures").GetProperty("fileCount").GetInt32());
        Assert.IsFalse(images[1].TryGetProperty("bytecode", out JsonElement none) && none.ValueKind != JsonValueKind.Null);
    }

    [TestMethod]
    public void TheSampleBuildsInTheRepositoryAndASecondBuildDoesNothing()
    {
        string project = Path.Combine("samples", "Esp32Duktape");
        var none = new Dictionary<string, string>();
        string output = Path.Combine(PackedPackage.RepositoryRoot, project, "bin", "Debug", "net10.0", "flash");
        DotNet.Run(PackedPackage.RepositoryRoot, none, "build", project, "-tl:off", "-v:n").Succeeded();
        CollectionAssert.AreEqual(Outputs, Directory.GetFiles(output).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());
        DotNet.Run(PackedPackage.RepositoryRoot, none, "build", project, "-tl:off", "-v:n").Succeeded()
            .Says("espfs.img: up to date, 85 files", "spiffs.img: up to date, 85 files", "flash: up to date, 11 outputs");
    }

    private static FirmwareProject Copy()
    {
        string source = Path.Combine(PackedPackage.RepositoryRoot, "samples", "Esp32Duktape");
        var project = new FirmwareProject("Esp32Duktape", File.ReadAllText(Path.Combine(source, "Esp32Duktape.csproj")));
        foreach (string folder in (string[])["flash", "firmware"])
        {
            foreach (string path in Directory.EnumerateFiles(Path.Combine(source, folder), "*", SearchOption.AllDirectories))
            {
                project.Write(Path.GetRelativePath(source, path), File.ReadAllBytes(path));
            }
        }

        return project.Write("partitions.csv", File.ReadAllText(Path.Combine(source, "partitions.csv")));
    }
}
