using System.Text.Json;

namespace FlashFs.EndToEnd.Tests;

[TestClass]
public sealed class SampleTests
{
    private static readonly string[] Outputs =
    [
        "app.bin", "bootloader.bin", "espfs.img", "flash-manifest.json", "flash-map.html", "flash.bin", "flash_args", "flasher_args.json", "partition-table.bin", "spiffs.img",
    ];

    [TestMethod]
    public void TheSampleOfEsp32DuktapeBuildsFromThePackage()
    {
        string source = Path.Combine(PackedPackage.RepositoryRoot, "samples", "Esp32Duktape");
        using var project = new FirmwareProject("Esp32Duktape", File.ReadAllText(Path.Combine(source, "Esp32Duktape.csproj")));
        foreach (string folder in (string[])["flash", "firmware"])
        {
            foreach (string path in Directory.EnumerateFiles(Path.Combine(source, folder), "*", SearchOption.AllDirectories))
            {
                project.Write(Path.GetRelativePath(source, path), File.ReadAllBytes(path));
            }
        }

        project.Write("partitions.csv", File.ReadAllText(Path.Combine(source, "partitions.csv")));
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
    public void TheSampleBuildsInTheRepositoryAndASecondBuildDoesNothing()
    {
        string project = Path.Combine("samples", "Esp32Duktape");
        var none = new Dictionary<string, string>();
        string output = Path.Combine(PackedPackage.RepositoryRoot, project, "bin", "Debug", "net10.0", "flash");
        DotNet.Run(PackedPackage.RepositoryRoot, none, "build", project, "-tl:off", "-v:n").Succeeded();
        CollectionAssert.AreEqual(Outputs, Directory.GetFiles(output).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());
        DotNet.Run(PackedPackage.RepositoryRoot, none, "build", project, "-tl:off", "-v:n").Succeeded()
            .Says("espfs.img: up to date, 85 files", "spiffs.img: up to date, 85 files", "flash: up to date, 9 outputs");
    }
}
