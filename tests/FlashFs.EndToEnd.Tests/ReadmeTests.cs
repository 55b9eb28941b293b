using System.Text.RegularExpressions;

namespace FlashFs.EndToEnd.Tests;

/// <summary>The page that a new user copies from: its projects build word for word.</summary>
[TestClass]
public sealed partial class ReadmeTests
{
    private static string[] Snippets { get; } =
    [
        .. Snippet().Matches(File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "README.md")))
            .Select(match => match.Groups[1].Value.Replace("Version=\"1.0.0\"", $"Version=\"{PackedPackage.Version}\"", StringComparison.Ordinal)),
    ];

    [TestMethod]
    public void TheProjectOfThePageBuilds()
    {
        using FirmwareProject project = new FirmwareProject("Page", Snippets[0]).WithFiles();
        project.Build().Succeeded().DoesNotSay("FLASHFS");
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "espfs.img")));
    }

    [TestMethod]
    public void MoreThanTheDefaultBuilds()
    {
        using FirmwareProject project = new FirmwareProject("Page", Snippets[0].Replace("</Project>", Snippets[1] + "</Project>", StringComparison.Ordinal)).WithFiles()
            .Write("data/table.txt", "1\n")
            .Write("partitions.csv", "nvs, data, nvs, 0x9000, 24K\nfactory, app, factory, 0x10000, 1M\nstorage, data, spiffs, , 512K\nespfs, data, esphttpd, , 1M\n")
            .Write("build/bootloader.bin", [0xE9, 1, 2, 3])
            .Write("build/app.bin", [0xE9, 4, 5, 6]);
        project.Build().Succeeded();
        StringAssert.Contains(InstalledTool.Run(project.Output, "list", "espfs.img").Succeeded().Output, "web/index.html", StringComparison.Ordinal);
        string data = InstalledTool.Run(project.Output, "list", "data.img").Succeeded().Output;
        StringAssert.Contains(data, "table.txt", StringComparison.Ordinal);
        Assert.DoesNotContain("web/", data, StringComparison.Ordinal);
    }

    [GeneratedRegex("```xml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
