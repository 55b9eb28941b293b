using System.CommandLine;

namespace FlashFs.Tool.Tests;

/// <summary>Every verb with every kind of input that is none. A new verb is in the table by itself, by its first example.</summary>
[TestClass]
public sealed class BadInputTests
{
    private const long OverLimit = 1100L * 1024 * 1024;

    // What an example calls files.
    private static readonly string[] Extensions = [".img", ".bin", ".csv", ".txt"];

    public static IEnumerable<object[]> Cases =>
        from verb in AllVerbs.Of()
        let example = verb.Verb.Examples.FirstOrDefault(example => Inputs(example.Split(' ')).Any())
        where example is not null
        from bad in (string[])["empty", "huge", "folder", "gone"]
        select new object[] { verb.Path, example, bad };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void AnInputThatIsNoneIsAnErrorThatNamesIt(string verb, string example, string bad)
    {
        using var folder = new ToolFolder();
        folder.With("empty", "").With("folder/x", "x");
        using (FileStream huge = File.Create(folder["huge"]))
        {
            huge.SetLength(OverLimit); // sparse
        }

        string[] words = example.Split(' ')[1..];
        foreach (int input in Inputs(words).ToArray())
        {
            words[input] = words[input].Contains('=', StringComparison.Ordinal) ? $"{words[input].Split('=')[0]}={bad}" : bad;
        }

        ToolRun run = folder.Run(words);
        if (bad == "folder" && verb == "diff")
        {
            run.Failed(2, "FLASHFS9003", "'folder' and 'folder' are both folders");
            return;
        }

        if (bad == "empty" && verb == "pack")
        {
            run.Succeeded(); // a list of no files makes an image of none
            return;
        }

        Assert.AreEqual(1, run.Status, $"{string.Join(' ', words)}: {run.Out}{run.Error}");
        Assert.AreEqual("", run.Out, verb);
        StringAssert.Contains(run.Error, bad, StringComparison.Ordinal);
        Assert.IsTrue(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.StartsWith("flashfs: ", StringComparison.Ordinal)), run.Error);
        if (bad == "huge")
        {
            StringAssert.Contains(run.Error, "268435456 (256 MiB)", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void EveryVerbThatReadsAFileIsInTheTable()
    {
        string[] missing = [.. AllVerbs.Of().Select(verb => verb.Path).Except(Cases.Select(row => (string)row[0]))];
        CollectionAssert.AreEquivalent(new[] { "modules", "cache stat", "cache prune", "explain", "completion", "complete" }, missing);
    }

    [TestMethod]
    [DataRow("[red]a[/].img")]
    [DataRow("a\u001b[31mb.img")]
    [DataRow("\u202egnp.img")]
    [DataRow("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.img")]
    public void NamesOfFilesAreShownAsTextByEveryVerb(string name)
    {
        foreach ((string path, Command verb) in AllVerbs.Of().Where(verb => verb.Verb.Arguments.Count > 0 && !verb.Verb.Hidden))
        {
            using var folder = new ToolFolder();
            string[] required = [.. verb.Options.Where(option => option.Required && option.Name != "--format").SelectMany(option => new[] { option.Name, name }),
                .. verb.Options.Where(option => option is { Required: true, Name: "--format" }).SelectMany(option => new[] { option.Name, "espfs" })];
            string[] arguments = [.. verb.Arguments.Select(argument => argument.Name.Contains('=', StringComparison.Ordinal) ? $"x={name}" : name)];
            foreach (bool terminal in (bool[])[false, true])
            {
                ToolRun run = folder.Run([.. path.Split(' '), .. arguments, .. required], terminal: terminal, colour: false);
                Assert.AreNotEqual(0, run.Status, path);
                Assert.IsFalse((run.Out + run.Error).Any(letter => letter is '\u001b' or '\u202e'), $"{path}: {run.Error}");
                Assert.AreNotEqual("", run.Error, path);
            }
        }
    }

    // Where the files are that a command line reads.
    private static IEnumerable<int> Inputs(string[] words) => Enumerable.Range(0, words.Length)
        .Where(i => Extensions.Any(extension => words[i].EndsWith(extension, StringComparison.Ordinal)) && (i == 0 || words[i - 1] is not ("-o" or "--output")));
}
