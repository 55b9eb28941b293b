using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class CommandTransformTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-command-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void TheKeyHasAllThatTheResultHangsOnAndNothingOfTheMachine()
    {
        string plain = KeyOf("cat");
        Assert.AreEqual(plain, KeyOf("cat", path: "b.js"), "a command that is not told the path does not hang on it");
        Assert.AreEqual(plain, KeyOf("cat", extension: ".x"), "nor on the name of an output that it does not write");
        Assert.AreEqual(KeyOf("cat {input}"), KeyOf("cat {input}", folder: "/elsewhere"), "nor on where the project lies");
        string[] others =
        [
            plain, KeyOf("cat -u"), KeyOf("cat", identity: "2"), KeyOf("cat {path}"), KeyOf("cat {path}", path: "b.js"), KeyOf("cat {input}"),
            KeyOf("cat {input}", path: "b.js"), KeyOf("cp {input} {output}"), KeyOf("cp {input} {output}", extension: ".x"), KeyOf("cat {input}", work: "artifacts/work"),
        ];
        CollectionAssert.AllItemsAreUnique(others);
    }

    [TestMethod]
    public void AWorkFolderThatCannotBeWrittenIsAnError()
    {
        File.WriteAllText(Path.Combine(_folder, "work"), "");
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(() => Transform("cat").Run(Input("a.js"), CancellationToken.None));
        Assert.AreEqual(DiagnosticCodes.OutputNotWritable.Code, error.Code);
    }

    [TestMethod]
    public void ANameThatIsTooLongForTheDiskIsAnErrorOfItsFile()
    {
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(
            () => Transform("cat {input}").Run(Input(new string('a', 300)), CancellationToken.None));
        Assert.AreEqual(DiagnosticCodes.OutputNotWritable.Code, error.Code);
        Assert.AreEqual("source.js", error.Diagnostics[0].Location!.File);
    }

    private static TransformInput Input(string path) => new(FlashPath.Parse(path), "1;"u8.ToArray(), new DiagnosticLocation("source.js"));

    private CommandTransform Transform(string command) => new(
        "tool", CommandTemplate.Parse(command, out _)!, "/bin/cat", [], new CommandSurroundings(_folder, Path.Combine(_folder, "work"), TimeSpan.FromMinutes(1)));

    private static string KeyOf(string command, string path = "a.js", string? extension = null, string identity = "1", string folder = "/project", string work = "obj/work")
    {
        var surroundings = new CommandSurroundings(folder, Path.Combine(folder, work), TimeSpan.FromMinutes(1));
        var transform = new CommandTransform("tool", CommandTemplate.Parse(command, out _)!, "/bin/tool", [identity], surroundings) { Extension = extension };
        using var key = new CacheKey();
        transform.AddTo(key, FlashPath.Parse(path));
        return key.ToHex();
    }
}
