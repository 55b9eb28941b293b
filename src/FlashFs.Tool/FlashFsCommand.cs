using System.CommandLine;
using System.CommandLine.Help;
using FlashFs.Tool.Commands;
using FlashFs.Tool.Help;
using FlashFs.Tool.Output;

namespace FlashFs.Tool;

/// <summary>The root of the command line: the list of verbs.</summary>
internal static class FlashFsCommand
{
    /// <summary>The name of the tool.</summary>
    public const string Name = "flashfs";

    // In the order of the help.
    private static readonly VerbMaker[] Verbs =
    [
        new("pack", session => new PackCommand(session)),
        new("list", session => new ListCommand(session)),
        new("extract", session => new ExtractCommand(session)),
        new("verify", session => new VerifyCommand(session)),
        new("info", session => new InfoCommand(session)),
        new("diff", session => new DiffCommand(session)),
        new("map", session => new MapCommand(session)),
        new("serve", session => new ServeCommand(session)),
        new("modules", session => new ModulesCommand(session)),
        new("partitions", session => new PartitionsCommand(session)),
        new("merge", session => new MergeCommand(session)),
        new("split", session => new SplitCommand(session)),
        new("cache", session => new CacheCommand(session)),
        new("explain", session => new ExplainCommand(session)),
        new("completion", session => new CompletionCommand(session)),
        new("complete", session => new CompleteCommand(session)),
    ];

    /// <summary>Makes the command line of one run.</summary>
    /// <param name="session">Where verbs read and write.</param>
    /// <param name="arguments">
    /// What will be parsed: when it begins with a verb only that one is made, since making all of them costs more than most
    /// verbs do.
    /// </param>
    public static Command Create(ToolSession session, IReadOnlyList<string> arguments)
    {
        var help = new HelpOption();
        help.Action = new VerbHelp((HelpAction)help.Action!);

        // Not a RootCommand: that one is called after the host process, which may be 'dotnet' or a test.
        var root = new Command(Name, "Packs, lists, extracts, checks and explains flash file system images and partition tables.")
        {
            help,
            new VersionOption { Action = new VersionAnswer(session) },
        };
        foreach (VerbMaker verb in Needed(arguments))
        {
            root.Add(verb.Make(session));
        }

        return root;
    }

    // All of them for the help, and for what may be a verb that was misspelt.
    private static ReadOnlySpan<VerbMaker> Needed(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--version"])
        {
            return [];
        }

        int named = arguments.Count == 0 ? -1 : Array.FindIndex(Verbs, verb => verb.Name == arguments[0]);
        return named < 0 ? Verbs : Verbs.AsSpan(named, 1);
    }

    /// <summary>How a verb is made.</summary>
    /// <param name="Name">What is typed.</param>
    /// <param name="Make">Makes it.</param>
    private sealed record VerbMaker(string Name, Func<ToolSession, Command> Make);
}
