using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class CompletionCommandTests
{
    [TestMethod]

    // Verbs, of the tool and of a verb; the one that only scripts call is not among them.
    [DataRow("p", "pack partitions")]
    [DataRow("comp", "completion")]
    [DataRow("partitions ", "build show")]
    [DataRow("cache st", "stat")]

    // Options that are left, with both names.
    [DataRow("split flash.bin -", "--output -o --table-offset --help -h -? /h")]
    [DataRow("cache stat --js", "--json")]
    [DataRow("list a.img --json --js", "")]
    [DataRow("pack -s a=b --se", "--set")]
    [DataRow("list -- --js", ":files")]

    // Values.
    [DataRow("list -f s", "spiffs simplefs sffs")]
    [DataRow("list --format es", "espfs")]
    [DataRow("pack --profile esp8266", "esp8266 esp8266-small")]
    [DataRow("merge t.csv --chip esp32s", "esp32s2 esp32s3 esp32s31")]
    [DataRow("merge t.csv --flash-size 1", "1MB 16MB 128MB")]
    [DataRow("pack web -f appfs -s ", "layout=")]
    [DataRow("pack web -f spiffs -s useM", "useMagic= useMagicLength=")]
    [DataRow("pack web -f spiffs -s useMagic=", "useMagic=true useMagic=false")]
    [DataRow("pack web -f spiffs -s pageSize=", "")]
    [DataRow("pack web -s lay", "layout=")]
    [DataRow("modules app --loader D", "Duktape")]
    [DataRow("pack web --bytecode ", "None Placeholder Duktape")]
    [DataRow("explain FLASHFS500", "FLASHFS5001 FLASHFS5002 FLASHFS5003 FLASHFS5004 FLASHFS5005 FLASHFS5006 FLASHFS5007 FLASHFS5008 FLASHFS5009")]
    [DataRow("completion ", "bash zsh pwsh")]

    // Paths.
    [DataRow("list ", ":files")]
    [DataRow("extract a.img -o ", ":folders")]
    [DataRow("pack ", ":folders")]
    [DataRow("pack --list ", ":files")]
    [DataRow("serve ", ":files")]
    [DataRow("diff a ", ":files")]
    [DataRow("merge t.csv fac", "")]
    [DataRow("merge t.csv factory=ap", ":files")]
    [DataRow("merge t.csv factory=app.bin storage=", ":files")]
    [DataRow("list a.img ", "")]
    [DataRow("split flash.bin --table-offset ", "")]
    public void AWordMayBecome(string line, string words)
    {
        using var folder = new ToolFolder();
        string[] typed = line.Split(' ');
        string[] found = [.. folder.Run(["complete", "--", .. typed]).Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('\t')[0])];
        if (words.Contains("--help", StringComparison.Ordinal))
        {
            CollectionAssert.IsSubsetOf(words.Split(' ')[..4], found);
            return;
        }

        Assert.AreEqual(words, string.Join(' ', found));
    }

    [TestMethod]
    public void AnEmptyWordCanBeSaid()
    {
        using var folder = new ToolFolder();
        Assert.AreEqual(folder.Run("complete", "--", "partitions", "").Out, folder.Run("complete", "--empty", "--", "partitions").Succeeded().Out);
        StringAssert.StartsWith(folder.Run("complete").Succeeded().Out, "pack\tMakes an image", StringComparison.Ordinal);
    }

    [TestMethod]
    public void EveryVerbAndEveryOptionCanBeCompleted()
    {
        using var folder = new ToolFolder();
        string[] values = [.. FlashFormats.All.Select(format => $"-f {format.Id}"), .. FlashProfiles.All.Select(profile => $"--profile {profile.Id}")];
        foreach (string value in values)
        {
            StringAssert.Contains("\n" + folder.Run(["complete", "--", "list", .. value.Split(' ')]).Succeeded().Out, $"\n{value.Split(' ')[1]}\t", StringComparison.Ordinal);
        }

        foreach (DiagnosticDescriptor known in DiagnosticCodes.All)
        {
            StringAssert.StartsWith(folder.Run("complete", "--", "explain", known.Code).Succeeded().Out, $"{known.Code}\t{known.Title}\n", StringComparison.Ordinal);
        }

        foreach ((string path, Command verb) in AllVerbs.Of().Where(verb => !verb.Verb.Hidden))
        {
            string[] words = path.Split(' ');
            string found = "\n" + folder.Run(["complete", "--", .. words]).Succeeded().Out;
            StringAssert.Contains(found, $"\n{words[^1]}\t{verb.Description}\n", StringComparison.Ordinal);
            found = "\n" + folder.Run(["complete", "--", .. words, "-"]).Succeeded().Out;
            foreach (Option option in verb.Options)
            {
                StringAssert.Contains(found, $"\n{option.Name}\t", StringComparison.Ordinal);
            }
        }
    }

    [TestMethod]
    [DataRow("bash", 0)]
    [DataRow("zsh", 0)]
    [DataRow("pwsh", 0)]
    [DataRow("fish", 2)]
    public void AShellHasAScript(string shell, int status)
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.Run("completion", shell);
        Assert.AreEqual(status, run.Status);
        Assert.AreEqual(status == 0, run.Out.Contains("complete", StringComparison.Ordinal));
        Assert.IsFalse(run.Out.Contains('\r', StringComparison.Ordinal));
        if (status != 0)
        {
            run.Failed(2, "FLASHFS9003", "'fish'");
        }
    }

    [TestMethod]
    [DataRow("flashfs par", "partitions ")]
    [DataRow("flashfs partitions sh", "show ")]
    [DataRow("flashfs list -f spi", "spiffs ")]
    [DataRow("flashfs pack web -f spiffs -s useMagicL", "useMagicLength=")]
    [DataRow("flashfs pack web -f spiffs -s useMagic=t", "true ")]
    [DataRow("flashfs list my", "my image.bin ")]
    [DataRow("flashfs extract a -o fol", "folder ")]
    [DataRow("flashfs merge t.csv factory=ap", "app.bin ")]
    [DataRow("flashfs merge t.csv factory=app.bin storage=ap", "app.bin ")]
    [DataRow("flashfs explain FLASHFS2001", "FLASHFS2001 ")]
    public void BashCompletesWithTheScript(string line, string completed)
    {
        using var folder = new ToolFolder();
        folder.With("my image.bin", "1").With("app.bin", "1").With("folder/a", "1").With("folx", "1");

        // What bash itself does when tab is pressed, but for drawing.
        string output = Shell.Run("bash", folder, $$"""
            source <(flashfs completion bash)
            complete -p flashfs > complete.txt
            compopt() { [[ $2 == nospace ]] && open=1; return 0; }
            line='{{line}}'
            COMP_LINE=$line COMP_POINT=${#line}
            COMP_WORDS=() # cut as readline cuts: at blanks, and around = and :
            for word in $line; do
                while [[ $word =~ ^([^=:]*)([=:])(.*)$ ]]; do
                    [[ ${BASH_REMATCH[1]} ]] && COMP_WORDS+=("${BASH_REMATCH[1]}")
                    COMP_WORDS+=("${BASH_REMATCH[2]}")
                    word=${BASH_REMATCH[3]}
                done
                [[ $word ]] && COMP_WORDS+=("$word")
            done
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _flashfs flashfs
            for reply in "${COMPREPLY[@]}"; do
                if [[ $open ]]; then echo "$reply|"; else echo "$reply |"; fi
            done
            """);
        Assert.AreEqual($"{completed}|\n", output);
        Assert.AreEqual("complete -F _flashfs flashfs\n", File.ReadAllText(folder["complete.txt"]));
    }

    [TestMethod]
    [DataRow("flashfs par", "whole partitions")]
    [DataRow("flashfs partitions ''", "whole build show")]
    [DataRow("flashfs pack web -f appfs -s lay", "open layout=")]
    [DataRow("flashfs pack web -f appfs -s layout=p", "whole layout=pocketsprite")]
    [DataRow("flashfs list ''", "files")]
    [DataRow("flashfs extract a -o ''", "folders")]
    [DataRow("flashfs merge t.csv factory=ap", "behind files")]
    public void ZshCompletesWithTheScript(string line, string completed)
    {
        using var folder = new ToolFolder();
        string output = Shell.Run("zsh", folder, $$"""
            emulate -R zsh
            compdef() { print -r -- "compdef $*" > compdef.txt }
            source <(flashfs completion zsh)
            compadd() { local open=whole; [[ $1 == -S ]] && open=open; shift $@[(i)--]; print -r -- "$open $*" }
            compset() { print -n -- "behind " }
            _files() { if [[ $1 == -/ ]]; then print folders; else print files; fi }
            words=({{line}})
            CURRENT=${#words}
            _flashfs
            """);
        Assert.AreEqual($"{completed}\n", output);
        Assert.AreEqual("compdef _flashfs flashfs\n", File.ReadAllText(folder["compdef.txt"]));
    }

    [TestMethod]
    public void PowerShellIsAskedInItsOwnWords()
    {
        using var folder = new ToolFolder();
        string script = folder.Run("completion", "pwsh").Succeeded().Out;
        StringAssert.StartsWith(script, "# Completion of flashfs for PowerShell", StringComparison.Ordinal);
        StringAssert.Contains(script, "Register-ArgumentCompleter -Native -CommandName flashfs -ScriptBlock {", StringComparison.Ordinal);
        StringAssert.Contains(script, "complete @empty '--' @words", StringComparison.Ordinal);
        foreach ((char open, char close) in new[] { ('{', '}'), ('(', ')'), ('[', ']') })
        {
            Assert.AreEqual(script.Count(letter => letter == open), script.Count(letter => letter == close));
        }
    }
}
