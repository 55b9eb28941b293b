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

    /// <summary>Makes the command line of one run.</summary>
    public static Command Create(ToolSession session)
    {
        var help = new HelpOption();
        help.Action = new VerbHelp((HelpAction)help.Action!);

        // Not a RootCommand: that one is called after the host process, which may be 'dotnet' or a test.
        return new Command(Name, "Packs, lists, extracts, checks and explains flash file system images and partition tables.")
        {
            help,
            new VersionOption { Action = new VersionAnswer(session) },
            new PackCommand(session),
            new ListCommand(session),
            new ExtractCommand(session),
            new VerifyCommand(session),
            new InfoCommand(session),
            new PartitionsCommand(session),
            new MergeCommand(session),
            new SplitCommand(session),
            new ExplainCommand(session),
        };
    }
}
