using System.Text;
using System.Text.RegularExpressions;

namespace FlashFs.Transforms;

/// <summary>
/// A command as the project writes it, cut into program and arguments. There is no shell: what a command does is the same on
/// every system, and a name with a space or a semicolon in it is a name. Words are separated by blanks; single or double quotes
/// keep blanks together.
/// </summary>
public sealed partial class CommandTemplate
{
    /// <summary>Stands for the file that the command reads; without it, the command reads its standard input.</summary>
    public const string Input = "{input}";

    /// <summary>Stands for the file that the command writes; without it, its standard output is the result.</summary>
    public const string Output = "{output}";

    /// <summary>Stands for the path in the image.</summary>
    public const string ImagePath = "{path}";

    private readonly string[] _words;

    private CommandTemplate(string text, string[] words)
    {
        Text = text;
        _words = words;
    }

    /// <summary>The command as given.</summary>
    public string Text { get; }

    /// <summary>The program, as given.</summary>
    public string Program => _words[0];

    /// <summary>Whether the command reads a file.</summary>
    public bool TakesInput => Mentions(Input);

    /// <summary>Whether the command writes a file.</summary>
    public bool GivesOutput => Mentions(Output);

    /// <summary>Whether the command knows what the file is called: its result may depend on that.</summary>
    public bool KnowsPath => TakesInput || Mentions(ImagePath);

    /// <summary>Reads a command.</summary>
    /// <param name="text">The command.</param>
    /// <param name="problem">What is wrong with it, when the result is null.</param>
    public static CommandTemplate? Parse(string text, out string? problem)
    {
        string[]? words = Split(text);
        problem = words switch
        {
            null => "has a quote that does not end",
            [] => "is empty",
            [var program, ..] when program.Contains('{', StringComparison.Ordinal) => "begins with a placeholder and not with a program",
            _ when words.Select(UnknownPlaceholder).FirstOrDefault(found => found is not null) is { } unknown =>
                $"has {unknown}; the placeholders are {Input}, {Output} and {ImagePath}",
            _ => null,
        };
        return problem is null ? new CommandTemplate(text, words!) : null;
    }

    /// <summary>The arguments for one file.</summary>
    public IEnumerable<string> Arguments(string input, string output, string path) =>
        _words.Skip(1).Select(word => Placeholder.Replace(word, found => found.Value switch // at once: a path may have braces itself
        {
            Input => input,
            Output => output,
            _ => path,
        }));

    /// <summary>
    /// The words behind the program, and what follows a <c>=</c> in them: where they name files, as a script or a configuration,
    /// the result hangs on those too.
    /// </summary>
    internal IEnumerable<string> PossibleFiles => _words.Skip(1)
        .SelectMany(word => word.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? [word, word[(at + 1)..]] : (string[])[word])
        .Where(word => word.Length > 0 && !word.Contains('{', StringComparison.Ordinal));

    [GeneratedRegex(@"\{(?:input|output|path)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder { get; }

    private bool Mentions(string placeholder) => _words.Any(word => word.Contains(placeholder, StringComparison.Ordinal));

    // Only what looks like one of ours: {a-z}. Braces are common in the arguments of tools.
    private static string? UnknownPlaceholder(string word)
    {
        for (int start = word.IndexOf('{', StringComparison.Ordinal); start >= 0; start = word.IndexOf('{', start + 1))
        {
            int end = word.IndexOf('}', start);
            if (end > start + 1 && !word.AsSpan(start + 1, end - start - 1).ContainsAnyExceptInRange('a', 'z')
                && word[start..(end + 1)] is not (Input or Output or ImagePath) and var found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The words of a command; null where a quote does not end.</summary>
    internal static string[]? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        foreach (char next in text)
        {
            if (quote != '\0' ? next == quote : next is '"' or '\'')
            {
                quote = quote == '\0' ? next : '\0';
                inWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(next))
            {
                Flush();
            }
            else
            {
                word.Append(next);
                inWord = true;
            }
        }

        Flush();
        return quote == '\0' ? [.. words] : null;

        void Flush()
        {
            if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
    }
}
