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
    private static readonly (string Name, Func<ToolSession, Command> Make)[] Verbs =
    [
        ("pack", session => new PackCommand(session)),
        ("list", session => new ListCommand(session)),
        ("extract", session => new ExtractCommand(session)),
        ("verify", session => new VerifyCommand(session)),
        ("info", session => new InfoCommand(session)),
        ("diff", session => new DiffCommand(session)),
        ("map", session => new MapCommand(session)),
        ("serve", session => new ServeCommand(session)),
        ("modules", session => new ModulesCommand(session)),
        ("partitions", session => new PartitionsCommand(session)),
        ("merge", session => new MergeCommand(session)),
        ("split", session => new SplitCommand(session)),
        ("cache", session => new CacheCommand(session)),
        ("explain", session => new ExplainCommand(session)),
        ("completion", session => new CompletionCommand(session)),
        ("complete", session => new CompleteCommand(session)),
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
        foreach ((string _, Func<ToolSession, Command> make) in Needed(arguments))
        {
            root.Add(make(session));
        }

        return root;
    }

    // All of them for the help, and for what may be a verb that was misspelt.
    private static ReadOnlySpan<(string Name, Func<ToolSession, Command> Make)> Needed(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--version"])
        {
            return [];
        }

        int named = arguments.Count == 0 ? -1 : Array.FindIndex(Verbs, verb => verb.Name == arguments[0]);
        return named < 0 ? Verbs : Verbs.AsSpan(named, 1);
    }
}
