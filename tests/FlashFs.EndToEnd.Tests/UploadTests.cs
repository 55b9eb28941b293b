namespace FlashFs.EndToEnd.Tests;

/// <summary>dotnet build -t:UploadFlash, with a program in the place of esptool.</summary>
[TestClass]
public sealed class UploadTests
{
    [TestMethod]
    public void UploadBuildsAndRunsTheCommandInTheOutputFolder()
    {
        using FirmwareProject project = new FirmwareProject("Fir mware").WithFiles();
        string path = FakeEsptool.In(project, "echo \"esptool of $(basename \"$PWD\"): $@\"", "cat flash_args");
        project.Build("-t:UploadFlash", "-p:FlashUploadPort=/dev/tty7", $"-p:PATH={path}").Succeeded()
            .Says("esptool of flash: --chip esp32 --port /dev/tty7 write-flash @flash_args", "0x180000 spiffs.img");
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "spiffs.img")));

        FakeEsptool.In(project, "echo no port; exit 3");
        project.Build("-t:UploadFlash", $"-p:PATH={path}").FailedWith("FLASHFS9022", "ended with 3", "no port");
        project.Build("-t:UploadFlash", "-p:FlashUploadCommand=gone-program").FailedWith("FLASHFS9021", "'gone-program'");
    }

    [TestMethod]
    public void NothingIsUploadedWhereNothingIsBuiltOrAPartIsPreserved()
    {
        using PlainProject project = new PlainProject().Write("flash/a.js", "1;\n");
        string path = FakeEsptool.In(project, "echo ran");
        project.Build("-t:UploadFlash", $"-p:PATH={path}").Succeeded().Says("ran");
        project.Build("-t:UploadFlash", "-p:EnableFlashBuild=false", $"-p:PATH={path}").FailedWith("FLASHFS9023", "EnableFlashBuild is 'false'").DoesNotSay("ran\n");
        project.Build("-t:UploadFlash", "-p:IsCrossTargetingBuild=true", $"-p:PATH={path}").FailedWith("FLASHFS9023", "-p:TargetFramework=").DoesNotSay("ran\n");

        project.Configure(items: """
            <FlashPartition Include="factory" Preserve="true" />
            <FlashBinary Include="app.bin" Partition="factory" />
            """).Write("app.bin", [0xE9, 1]);
        project.Build("-t:UploadFlash", $"-p:PATH={path}").FailedWith("FLASHFS3040", "factory").DoesNotSay("ran\n");

        // What a former build left is not taken for what this one makes.
        project.Configure("<EnableDefaultFlashFiles>false</EnableDefaultFlashFiles>");
        project.Build("-t:UploadFlash", $"-p:PATH={path}").FailedWith("FLASHFS9023", "has no files").DoesNotSay("ran\n");
    }

    [TestMethod]
    public void AFirmwareOfEspIdfIsTakenFromItsBuildFolderAndItsTableHolds()
    {
        using PlainProject project = new PlainProject("<FlashIdfBuild>../idf/build</FlashIdfBuild><FlashFormats>Spiffs</FlashFormats>").Write("flash/a.js", "1;\n");
        byte[] table = File.ReadAllBytes(Path.Combine(PackedPackage.RepositoryRoot, "tests/FlashFs.Tests/Vectors/partitions/single.bin"));
        project.Write("../idf/build/app.bin", [0xE9, 1, 2]).Write("../idf/build/bootloader/bootloader.bin", [0xE9, 3]).Write("../idf/build/partition_table/partition-table.bin", table)
            .Write("../idf/build/flasher_args.json", """
                {
                  "flash_settings": { "flash_mode": "dio", "flash_size": "2MB", "flash_freq": "40m" },
                  "flash_files": { "0x0": "bootloader/bootloader.bin", "0x8000": "partition_table/partition-table.bin", "0x10000": "app.bin" },
                  "partition-table": { "offset": "0x8000", "file": "partition_table/partition-table.bin" },
                  "extra_esptool_args": { "chip": "esp32c3" }
                }
                """);
        project.Build().Succeeded();
        CollectionAssert.AreEqual(table, project.Bytes("partition-table.bin"));
        SortedDictionary<string, long> times = project.Times(project.OutputPath);
        project.Build().Succeeded().Says("up to date");
        CollectionAssert.AreEqual(times, project.Times(project.OutputPath));
        project.Write("../idf/build/app.bin", [0xE9, 1, 2, 3]).Build().Succeeded().Says("wrote app.bin, flash-manifest.json, flash-map.html, flash.bin");
        project.Write("partitions.csv", "factory,app,factory,0x10000,1M\nstorage,data,spiffs,,512K\n").Build("-p:FlashPartitionTable=partitions.csv")
            .FailedWith("FLASHFS3060", "'nvs'").Says("partitions.csv : error");
    }
}
