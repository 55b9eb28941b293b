using System.CommandLine.Completions;

namespace FlashFs.Tool.Completion;

/// <summary>Says which values an option or argument may have, for the completion of a shell.</summary>
internal static class CompletionSourcesExtensions
{
    /// <summary>Adds values, found when they are asked for.</summary>
    public static void AddValues(
        this List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Func<CompletionContext, IEnumerable<WordCompletion>> values) =>
        sources.Add(context => values(context).Select(value => new CompletionItem(value.Text, detail: value.Description)));

    /// <summary>Adds values that need no description.</summary>
    public static void AddValues(this List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, IEnumerable<string> values) =>
        sources.AddValues(_ => values.Select(value => new WordCompletion(value, "")));
}
