using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Partitions;

/// <summary>
/// The variables of a CSV: given by name, never taken from the process environment, which would be an input that no
/// state file sees.
/// </summary>
public static class PartitionVariables
{
    /// <summary>Reads <c>NAME=value;…</c>.</summary>
    /// <param name="text">The definitions, joined by <c>;</c>; empty ones are skipped, of two of one name the last holds.</param>
    /// <param name="location">Where they stand.</param>
    /// <param name="diagnostics">Takes FLASHFS1012 for each that is not <c>NAME=value</c>.</param>
    public static IReadOnlyDictionary<string, string> Parse(string? text, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string definition in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = definition.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? definition : definition[..equals].Trim();
            if (equals < 0 || name.Length == 0 || !name.All(IsNameCharacter))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidOptionValue,
                    location,
                    $"'{definition}' defines no partition variable: write NAME=value with a name of letters, digits and '_'.");
                continue;
            }

            variables[name] = definition[(equals + 1)..].Trim();
        }

        return variables;
    }

    /// <summary>Puts values in the place of <c>$NAME</c> and <c>${NAME}</c> in one line; a <c>$</c> before anything else stays.</summary>
    /// <param name="line">The line.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="number">The line's number, from 1.</param>
    /// <param name="variables">The values.</param>
    /// <param name="diagnostics">Takes FLASHFS3020 for names without a value and FLASHFS3001 for a <c>${</c> that does not end.</param>
    /// <returns>The line, and whether every variable had a value.</returns>
    internal static (PartitionLine Line, bool Complete) Expand(
        string line, string file, int number, IReadOnlyDictionary<string, string> variables, DiagnosticBag diagnostics)
    {
        var text = new StringBuilder(line.Length);
        var columns = new List<int>(line.Length + 1);
        bool complete = true;
        void append(ReadOnlySpan<char> part, int column, int step)
        {
            text.Append(part);
            for (int i = 0; i < part.Length; i++)
            {
                columns.Add(column + (i * step));
            }
        }

        for (int at = 0; at < line.Length;)
        {
            int length = ReferenceLength(line, at);
            if (length == 0)
            {
                append(line.AsSpan(at, 1), at + 1, 1);
                at++;
                continue;
            }

            string name = line.Substring(at, length).TrimStart('$').Trim('{', '}');
            var place = new DiagnosticLocation(file, number, at + 1);
            if (line[at + 1] == '{' && line[at + length - 1] != '}')
            {
                diagnostics.Add(DiagnosticCodes.PartitionSyntax, place, "'${' without a '}' after it: write ${NAME}.");
                complete = false;
            }
            else if (!variables.TryGetValue(name, out string? value))
            {
                diagnostics.Add(
                    DiagnosticCodes.UndefinedVariable,
                    place,
                    $"'{name}' has no value: define it in FlashPartitionVariables or with -D {name}=value (the process environment is not read){NearestName.Hint(name, variables.Keys.Order(StringComparer.Ordinal))}");
                complete = false;
            }
            else
            {
                // All of a value stands where its name stands.
                append(value, at + 1, 0);
            }

            at += length;
        }

        columns.Add(line.Length + 1);
        return (new PartitionLine(text.ToString(), columns), complete);
    }

    // The length of the reference that begins here, 0 where none does.
    private static int ReferenceLength(string line, int at)
    {
        if (line[at] != '$' || at + 1 == line.Length)
        {
            return 0;
        }

        if (line[at + 1] == '{')
        {
            int close = line.IndexOf('}', at);
            return (close < 0 ? line.Length : close + 1) - at;
        }

        int end = at + 1;
        while (end < line.Length && IsNameCharacter(line[end]))
        {
            end++;
        }

        return end == at + 1 ? 0 : end - at;
    }

    private static bool IsNameCharacter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
