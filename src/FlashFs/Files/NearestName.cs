using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>Finds what a user probably meant: the nearest of the valid names.</summary>
public static class NearestName
{
    /// <summary>A hint to append to a message: <c>; did you mean 'x'?</c> where one is near, and the whole list where it is short.</summary>
    public static string Hint(string given, IEnumerable<string> valid)
    {
        string[] names = [.. valid];
        string? nearest = Find(given, names);
        string list = names.Length is > 0 and <= 24 ? $" (valid: {string.Join(", ", names)})" : "";
        return nearest is null ? $"{list}." : $"; did you mean '{nearest}'?{list}";
    }

    /// <summary>Reports a word that is none of the valid ones, with the nearest: <c>'x' is no format; did you mean 'y'?</c></summary>
    internal static void Report(
        DiagnosticBag diagnostics, DiagnosticDescriptor code, DiagnosticLocation? location, string given, string noun, IEnumerable<string> valid) =>
        diagnostics.Add(code, location, $"'{given}' is no {noun}{Hint(given, valid)}");

    /// <summary>The nearest of the valid names, or null when none is near.</summary>
    public static string? Find(string given, IEnumerable<string> valid)
    {
        string? best = null;
        int bestDistance = Math.Max(2, given.Length / 3) + 1;
        foreach (string name in valid)
        {
            int distance = Distance(given, name);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    // Edit distance over two rows, without regard to case; a swap of neighbours counts as two edits.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 16)
        {
            return int.MaxValue;
        }

        int[] previous = new int[b.Length + 1];
        int[] current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
