namespace FlashFs.EndToEnd.Tests;

/// <summary>The same inputs give the same outputs wherever and whenever they are built.</summary>
[TestClass]
public sealed class ReproducibleBuildTests
{
    private const string Properties = "<FlashPartitionTable>partitions.csv</FlashPartitionTable>";

    private const string Items = """
        <FlashImage Include="espfs.img" Compression="heatshrink" GzipExtensions="html" />
        <FlashImage Include="spiffs.img" Partition="storage" />
        <FlashImage Include="appfs.img" Partition="apps" Root="apps" />
        <FlashImage Include="index.fs" Format="simplefs" />
        <FlashImage Include="sffs.img" Size="256K" />
        <FlashImage Include="chirpos.txt" />
        <FlashBinary Include="firmware/bootloader.bin" Partition="bootloader" />
        <FlashBinary Include="firmware/app.bin" Partition="factory" />
        """;

    private const string Table = """
        nvs,     data, nvs,     0x9000,   0x6000
        factory, app,  factory, 0x10000,  1M
        storage, data, spiffs,  ,         512K
        espfs,   data, 0x80,    ,         512K
        apps,    0x43, 3,       ,         512K
        """;

    // The letters that case and order of cultures disagree about: Turkish dotted and dotless i, German sharp s, umlauts.
    private static readonly (string Path, string Text)[] Files =
    [
        ("flash/index.js", "console.log('1.5');\n"),
        ("flash/I.txt", "upper"),
        ("flash/ı.txt", "dotless"),
        ("flash/İ.txt", "dotted"),
        ("flash/straße.txt", "sharp"),
        ("flash/strasse.txt", "double"),
        ("flash/Äpfel/z.txt", "umlaut"),
        ("flash/a-b.txt", "hyphen"),
        ("flash/ab.txt", "none"),
        ("flash/web/INDEX.html", "<!doctype html><title>TITLE</title>\n"),
        ("apps/game.bin", "an app"),
        ("apps/Info.bin", "another app"),
    ];

    [TestMethod]
    public void FolderCultureTimeZoneFileTimesModesAndTheOrderOfADirectoryLeaveNoTrace()
    {
        using PlainProject plain = Project("plain", new Dictionary<string, string> { ["LC_ALL"] = "C", ["TZ"] = "UTC" });
        using PlainProject turkish = Project("Türkçe ı klasör", new Dictionary<string, string>
        {
            ["LANG"] = "tr_TR.UTF-8",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["TZ"] = "Pacific/Kiritimati",
        });
        using PlainProject german = Project("ein Ordner/im/Ordner", new Dictionary<string, string>
        {
            ["LANG"] = "de_DE.UTF-8",
            ["LC_ALL"] = "de_DE.UTF-8",
            ["TZ"] = "America/St_Johns",
            ["DOTNET_PROCESSOR_COUNT"] = "1",
        });

        Write(plain, Files);
        Write(turkish, Files.Reverse());
        Write(german, Files.OrderBy(file => file.Text, StringComparer.Ordinal));
        foreach ((string path, _) in Files)
        {
            File.SetLastWriteTimeUtc(turkish.PathOf(path), new DateTime(1999, 12, 31, 23, 59, 58, DateTimeKind.Utc));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(german.PathOf(path), UnixFileMode.UserRead);
            }
        }

        SortedDictionary<string, string> expected = Build(plain);
        Assert.HasCount(15, expected, string.Join('\n', expected.Keys));
        CollectionAssert.AreEqual(expected, Build(turkish));
        CollectionAssert.AreEqual(expected, Build(german));
    }

    [TestMethod]
    public void ContinuousIntegrationAndConfigurationLeaveNoTrace()
    {
        using PlainProject project = Project("plain", new Dictionary<string, string>());
        Write(project, Files);
        SortedDictionary<string, string> expected = Build(project);
        SortedDictionary<string, string> other = Build(
            project, "-p:ContinuousIntegrationBuild=true", "-p:Configuration=Release", "-p:OutDir=other/", "-p:IntermediateOutputPath=otherobj/", "-p:FlashCachePath=othercache/");
        CollectionAssert.AreEqual(expected, new SortedDictionary<string, string>(project.Hashes("other/flash"), StringComparer.Ordinal));
        CollectionAssert.AreEqual(expected, other);
    }

    private static PlainProject Project(string folder, Dictionary<string, string> environment) => new(
        Properties, Items, parent: Directory.CreateDirectory(Path.Combine(PackedPackage.Scratch, "projects", Path.GetRandomFileName(), folder)).FullName)
    {
        Environment = environment,
    };

    private static void Write(PlainProject project, IEnumerable<(string Path, string Text)> files)
    {
        foreach ((string path, string text) in files)
        {
            project.Write(path, text);
        }

        project.Write("partitions.csv", Table);
        project.Write("firmware/bootloader.bin", [0xE9, 1, 2, 0x20, .. new byte[60]]);
        project.Write("firmware/app.bin", [0xE9, 1, 2, 0x20, .. new byte[300]]);
    }

    private static SortedDictionary<string, string> Build(PlainProject project, params string[] arguments)
    {
        project.Build(arguments).Succeeded();
        return project.Hashes(project.OutputPath);
    }
}
