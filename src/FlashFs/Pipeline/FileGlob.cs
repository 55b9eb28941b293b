using System.Text;
using System.Text.RegularExpressions;

namespace FlashFs.Pipeline;

/// <summary>
/// A pattern for paths in an image: <c>*</c> and <c>?</c> within a segment, <c>**</c> across segments. A pattern without
/// <c>/</c> matches the name in any folder. Case counts, as it does on the device.
/// </summary>
public sealed class FileGlob
{
    private readonly Regex _regex;

    /// <summary>Makes a pattern.</summary>
    public FileGlob(string pattern)
    {
        Pattern = pattern;
        string full = pattern.Contains('/', StringComparison.Ordinal) ? pattern.TrimStart('/') : $"**/{pattern}";
        _regex = new Regex($"^{Translate(full)}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>The pattern as given.</summary>
    public string Pattern { get; }

    /// <summary>Whether a path, with <c>/</c> between its segments, matches.</summary>
    public bool IsMatch(string path) => _regex.IsMatch(path);

    /// <summary>Makes patterns of a list separated by semicolons.</summary>
    public static IReadOnlyList<FileGlob> ParseList(string? list) =>
    [
        .. (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pattern => new FileGlob(pattern.Replace('\\', '/'))),
    ];

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/", StringComparison.Ordinal))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**", StringComparison.Ordinal))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(pattern[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    char other => Regex.Escape(other.ToString()),
                });
            }
        }

        return regex.ToString();
    }
}
