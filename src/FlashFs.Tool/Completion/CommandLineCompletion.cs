using System.CommandLine;
using System.CommandLine.Completions;

namespace FlashFs.Tool.Completion;

/// <summary>What the last word of a command line may become: verbs, options, their values, or paths.</summary>
/// <param name="Words">The words it may become, in the order of the help.</param>
/// <param name="Paths">The paths it may be, beside these or behind its <c>=</c>.</param>
internal sealed record CommandLineCompletion(IReadOnlyList<WordCompletion> Words, PathsWanted Paths)
{
    private static readonly CommandLineCompletion Nothing = new([], PathsWanted.None);

    // What arguments and options are called in the help: the words that stand for paths.
    private static readonly string[] FileWords = ["FILE", "IMAGE", "FLASH", "TABLE", "CSV", "BIN", "A", "B"];

    /// <summary>Completes a command line.</summary>
    /// <param name="root">All verbs.</param>
    /// <param name="words">The words after the name of the tool; the last one is to be completed, and may be empty.</param>
    public static CommandLineCompletion Of(Command root, IReadOnlyList<string> words)
    {
        Command command = root;
        Option? pending = null;
        bool onlyArguments = false;
        int arguments = 0;
        var used = new HashSet<Option>();
        foreach (string word in words.Take(words.Count - 1))
        {
            if (pending is not null)
            {
                pending = null;
            }
            else if (!onlyArguments && word == "--")
            {
                onlyArguments = true;
            }
            else if (!onlyArguments && word.StartsWith('-') && OptionsOf(command).FirstOrDefault(option => NamesOf(option).Contains(word)) is { } option)
            {
                used.Add(option);
                pending = TakesValue(option) ? option : null;
            }
            else if (arguments == 0 && command.Subcommands.FirstOrDefault(verb => verb.Name == word) is { } verb)
            {
                command = verb;
            }
            else
            {
                arguments++;
            }
        }

        string current = words[^1];
        Func<CompletionContext> context = () => root.Parse([.. words]).GetCompletionContext();
        return pending is not null ? Value(pending.HelpName, pending.CompletionSources, current, context)
            : !onlyArguments && current.StartsWith('-') ? new CommandLineCompletion([.. Names(command, used).Where(name => Begins(name.Text, current))], PathsWanted.None)
            : command.Subcommands.Count > 0
                ? new CommandLineCompletion(
                    [.. command.Subcommands.Where(verb => !verb.Hidden && Begins(verb.Name, current)).Select(verb => new WordCompletion(verb.Name, verb.Description ?? ""))],
                    PathsWanted.None)
            : ArgumentAt(command, arguments) is { } argument ? Value(argument.Name, argument.CompletionSources, current, context)
            : Nothing;
    }

    private static CommandLineCompletion Value(
        string? name, List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string current, Func<CompletionContext> context)
    {
        WordCompletion[] words = sources.Count == 0 ? [] : [.. sources.SelectMany(source => source(context()))
            .Where(item => Begins(item.Label, current)).Select(item => new WordCompletion(item.Label, item.Detail ?? ""))];
        return new CommandLineCompletion(words, PathsOf(name ?? "", current));
    }

    private static PathsWanted PathsOf(string name, string current)
    {
        string[] parts = name.Split('|', '=');
        return parts.Any(part => FileWords.Contains(part)) && (!name.Contains('=', StringComparison.Ordinal) || current.Contains('=', StringComparison.Ordinal))
            ? PathsWanted.Files
            : parts.Contains("DIR") ? PathsWanted.Folders
            : PathsWanted.None;
    }

    private static IEnumerable<WordCompletion> Names(Command command, HashSet<Option> used) => OptionsOf(command)
        .Where(option => !option.Hidden && (!used.Contains(option) || option.Arity.MaximumNumberOfValues > 1))
        .SelectMany(option => NamesOf(option).Where(name => name.StartsWith('-')).Select(name => new WordCompletion(name, option.Description ?? "")));

    // The help is asked for on every level; it belongs to the root alone.
    private static IEnumerable<Option> OptionsOf(Command command)
    {
        IEnumerable<Option> options = command.Options;
        return command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? options.Concat(OptionsOf(parent).Where(option => option.Recursive))
            : options;
    }

    private static IEnumerable<string> NamesOf(Option option) => option.Aliases.Prepend(option.Name).Distinct();

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    private static Argument? ArgumentAt(Command command, int index)
    {
        foreach (Argument argument in command.Arguments)
        {
            if (index < argument.Arity.MaximumNumberOfValues)
            {
                return argument;
            }

            index -= argument.Arity.MaximumNumberOfValues;
        }

        return null;
    }

    private static bool Begins(string word, string current) => word.StartsWith(current, StringComparison.OrdinalIgnoreCase);
}
