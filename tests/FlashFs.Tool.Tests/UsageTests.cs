using FlashFs.Pipeline;
using FlashFs.Tool.Commands;

namespace FlashFs.Tool.Tests;

[TestClass]
public sealed class UsageTests
{
    public static IEnumerable<object[]> AllExamples => AllVerbs.Of().SelectMany(verb => verb.Verb.Examples).Select(example => new object[] { example });

    [TestMethod]
    [DynamicData(nameof(AllExamples))]
    public void TheExamplesOfTheHelpWork(string example)
    {
        using var folder = new ToolFolder();
        folder.WithInputs("web").With("files.txt", "web/index.html\nweb/app.js\n")
            .WithVector("spiffs.img", "images/spiffs-idf-default.img").WithTable("partitions.csv")
            .WithVector("partition-table.bin", "partitions/single.bin").With("ota.csv", "app, app, factory, , $SIZE\n")
            .With("bootloader.bin", [0xE9, 1, 2, 3]).With("app.bin", [0xE9, 1, 2, 3])
            .With("obj/flash/cache/v1/size", "")
            .With("app/index.js", "import './lib.js';").With("app/lib.js", "1").With("app/plugins/a.js", "1");
        folder.Run("pack", "web", "-f", "espfs", "-o", "espfs.img").Succeeded();
        folder.Run("merge", "partitions.csv", "factory=app.bin", "storage=spiffs.img", "-o", "flash.bin").Succeeded();
        folder.With("web2/new.js", "new").Run("pack", "web2", "-f", "spiffs", "--size", "192K", "-o", "new.img").Succeeded();
        folder.Run("merge", "partitions.csv", "factory=app.bin", "storage=new.img", "-o", "new.bin").Succeeded();

        if (example.StartsWith("flashfs merge", StringComparison.Ordinal))
        {
            File.Delete(folder["flash.bin"]); // it would be flashed by mistake
        }

        string[] words = example.Split(' ');
        Assert.AreEqual("flashfs", words[0]);
        Assert.AreNotEqual("", folder.Run(words[1..]).Succeeded().Out);
    }

    [TestMethod]
    public void EveryVerbHasHelpWithAnExample()
    {
        using var folder = new ToolFolder();
        foreach (Verb verb in AllVerbs.Of().Select(verb => verb.Verb))
        {
            Assert.IsNotEmpty(verb.Examples, verb.Name);
            string[] path = [.. verb.Examples[0].Split(' ').Skip(1).TakeWhile(word => word != verb.Name), verb.Name];
            ToolRun run = folder.Run([.. path, "--help"]).Succeeded();
            StringAssert.Contains(run.Out, $"flashfs {string.Join(' ', path)} ", StringComparison.Ordinal);
            foreach (string example in verb.Examples)
            {
                StringAssert.Contains(run.Out, example, StringComparison.Ordinal);
            }
        }
    }

    [TestMethod]
    public void TheHelpOfTheToolListsTheVerbs()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.Run("--help").Succeeded();
        foreach (Verb verb in AllVerbs.Of().Select(verb => verb.Verb).Where(verb => !verb.Hidden && verb.Parents.Single().Name == "flashfs"))
        {
            Assert.IsTrue(run.Lines.Any(line => line.StartsWith($"  {verb.Name} ", StringComparison.Ordinal)), verb.Name);
        }
    }

    [TestMethod]
    public void TheHelpShowsEveryOptionOfEveryFormatAsDeclared()
    {
        using var folder = new ToolFolder();
        string help = folder.Run("pack", "--help").Succeeded().Out;
        foreach (Formats.FlashOption option in Formats.FlashFormats.All.SelectMany(format => format.Options))
        {
            StringAssert.Contains(help, $"{option.Name}={option.DefaultText}  {option.Range}", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void TheHelpListsFormatsAndProfiles()
    {
        using var folder = new ToolFolder();
        string help = folder.Run("info", "--help").Succeeded().Out;
        foreach (string id in Formats.FlashFormats.All.Select(format => format.Id).Concat(Profiles.FlashProfiles.All.Select(profile => profile.Id)))
        {
            StringAssert.Contains(help, $"{Environment.NewLine}  {id}  ", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void TheVersionIsThatOfTheLibrary()
    {
        using var folder = new ToolFolder();
        Assert.AreEqual(ToolRevision.Version, folder.Run("--version").Succeeded().Out.Trim());
    }

    [TestMethod]
    [DataRow("", "Required command")]
    [DataRow("lst", "did you mean 'list'?")]
    [DataRow("--wat", "'--wat'")]
    [DataRow("completon", "did you mean 'completion'?")]
    [DataRow("partitions", "Required command")]
    [DataRow("partitions sow", "did you mean 'show'?")]
    [DataRow("list a --jsn", "did you mean '--json'?")]
    [DataRow("pack web -o", "-o")]
    public void AWrongCommandLineIsSaidOnceWithAWayOut(string command, string fragment)
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.Run(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Failed(2, "FLASHFS9003", fragment, "--help'");
        Assert.AreEqual("", run.Out);
    }

    [TestMethod]
    public void AnArgumentThatBeginsWithAtIsAFile()
    {
        using var folder = new ToolFolder();
        folder.With("@a.img", EspfsImage.Of(("a", "a")));
        folder.Run("list", "@a.img").Succeeded();
    }
}
