using System.CommandLine;
using FlashFs.Files;
using FlashFs.Tool.Completion;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs completion</c>: the script that teaches a shell to complete command lines of this tool.</summary>
internal sealed class CompletionCommand : Verb
{
    private static readonly IEnumerable<string> Shells = CompletionScript.All.Select(script => script.Shell);

    private readonly Argument<string> _shell = new("SHELL") { Description = $"The shell: {string.Join(", ", Shells)}." };

    public CompletionCommand(ToolSession session)
        : base(
            "completion",
            "Prints the script that makes a shell complete command lines of this tool.",
            session,
            "flashfs completion bash")
    {
        _shell.CompletionSources.AddValues(Shells);
        Add(_shell);
    }

    public override void WriteMoreHelp(TextWriter writer)
    {
        writer.WriteLine("What to write into the start-up file of the shell:");
        writer.WriteLine("  bash, ~/.bashrc  source <(flashfs completion bash)");
        writer.WriteLine("  zsh, ~/.zshrc    source <(flashfs completion zsh), after compinit");
        writer.WriteLine("  pwsh, $PROFILE   flashfs completion pwsh | Out-String | Invoke-Expression");
        writer.WriteLine();
    }

    protected override int Run(ParseResult arguments)
    {
        string shell = arguments.GetRequiredValue(_shell);
        if (CompletionScript.All.FirstOrDefault(script => script.Shell == shell) is { } found)
        {
            Session.Out.Write(found.Read());
            return ExitStatus.Done;
        }

        return Session.Report([UsageErrors.Wrong($"There is no script for '{shell}'{NearestName.Hint(shell, Shells)}")]);
    }
}
