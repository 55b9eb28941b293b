using System.CommandLine;
using System.CommandLine.Parsing;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tool.Options;

/// <summary>What is wrong with a command line, as diagnostics.</summary>
internal static class UsageErrors
{
    /// <summary>The errors of a command line that does not parse.</summary>
    public static IEnumerable<Diagnostic> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string help = $"'{PathOf(parsed.CommandResult)} --help' shows what it takes.";
        foreach (string unknown in parsed.UnmatchedTokens)
        {
            IEnumerable<string> known = unknown.StartsWith('-')
                ? command.Options.Select(option => option.Name)
                : command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
            string hint = NearestName.Find(unknown, known) is { } near ? $"; did you mean '{near}'?" : ".";
            yield return Wrong($"'{unknown}' is not known here{hint} {help}");
        }

        // A verb that is misspelt is missing too: said once.
        if (parsed.UnmatchedTokens.Count == 0)
        {
            foreach (string message in parsed.Errors.Select(MessageOf).Distinct())
            {
                yield return Wrong($"{message} {help}");
            }
        }
    }

    /// <summary>One more thing that is wrong with a command line.</summary>
    public static Diagnostic Wrong(string message) => DiagnosticCodes.WrongUsage.At(null, message);

    private static string MessageOf(ParseError error) => error.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing
        ? $"{missing.Argument.Name} is missing."
        : error.Message;

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "flashfs";
}
