using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Tool.Completion;
using FlashFs.Tool.Help;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs explain CODE</c>: the paragraph of a code in the reference of diagnostics.</summary>
internal sealed class ExplainCommand : Verb
{
    private const string Prefix = "FLASHFS";

    private readonly Argument<string> _code = new("CODE") { Description = "A code, for instance FLASHFS2001 or 2001." };

    private readonly Option<bool> _json = JsonOption.For(ExplainJson.Schema);

    public ExplainCommand(ToolSession session)
        : base("explain", "Explains a diagnostic: what it means, why it came, and what to do.", session, "flashfs explain FLASHFS2001")
    {
        _code.CompletionSources.AddValues(_ => DiagnosticCodes.All.Select(known => new WordCompletion(known.Code, known.Title)));
        Add(_code);
        Add(_json);
    }

    protected override int Run(ParseResult arguments)
    {
        string given = arguments.GetRequiredValue(_code);
        string code = given.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? given.ToUpperInvariant() : Prefix + given;
        if (DiagnosticReference.Find(code) is { } text)
        {
            if (arguments.GetValue(_json))
            {
                DiagnosticDescriptor known = DiagnosticCodes.All.Single(candidate => candidate.Code == code);
                JsonReport.Write(Session, json => ExplainJson.Write(json, known, text));
            }
            else
            {
                Session.Out.WriteLine(text);
            }

            return ExitStatus.Done;
        }

        return Session.Report([UsageErrors.Wrong(
            $"'{given}' is no code of this tool{Near(code)} Codes look like {Prefix}2001; docs/diagnostics.md has all of them.")]);
    }

    private static string Near(string code) =>
        NearestName.Find(code, DiagnosticCodes.All.Select(known => known.Code)) is { } near ? $"; did you mean '{near}'?" : ".";
}
