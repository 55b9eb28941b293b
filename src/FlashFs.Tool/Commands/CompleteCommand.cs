using System.CommandLine;
using FlashFs.Tool.Completion;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary>
/// <c>flashfs complete</c>, which the scripts of <c>flashfs completion</c> call: what the last word may become, a line each,
/// with a tab before its description; <c>:files</c> or <c>:folders</c> where the shell is to complete paths.
/// </summary>
internal sealed class CompleteCommand : Verb
{
    private readonly Argument<string[]> _words = new("WORD")
    {
        Description = "The words after the name of the tool, behind '--'; the last one is completed.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _empty = new("--empty") { Description = "One more word follows, which is empty." };

    public CompleteCommand(ToolSession session)
        : base("complete", "Tells the scripts of 'flashfs completion' what a word may become.", session, "flashfs complete -- part")
    {
        Hidden = true;
        Add(_words);
        Add(_empty);
    }

    protected override int Run(ParseResult arguments)
    {
        string[] words = arguments.GetValue(_words) ?? [];
        if (arguments.GetValue(_empty) || words.Length == 0)
        {
            words = [.. words, ""];
        }

        CommandLineCompletion completion = CommandLineCompletion.Of(FlashFsCommand.Create(Session, []), words);
        foreach (WordCompletion word in completion.Words)
        {
            Session.Out.Write(word.Description.Length > 0 ? $"{word.Text}\t{word.Description}\n" : $"{word.Text}\n");
        }

        if (completion.Paths != PathsWanted.None)
        {
            Session.Out.Write(completion.Paths == PathsWanted.Files ? ":files\n" : ":folders\n");
        }

        return ExitStatus.Done;
    }
}
