using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FlashFs.Tool.Commands;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Help;

/// <summary>The help of a verb: what System.CommandLine says of its options, then what only the verb knows.</summary>
internal sealed class VerbHelp(HelpAction standard) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            TextWriter writer = parseResult.InvocationConfiguration.Output;
            verb.WriteMoreHelp(writer);
            writer.WriteLine(verb.Examples.Count == 1 ? "Example:" : "Examples:");
            foreach (string example in verb.Examples)
            {
                writer.WriteLine($"  {example}");
            }

            writer.WriteLine();
        }

        return ExitStatus.Done;
    }
}
