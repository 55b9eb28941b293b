using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tool.Explorer;

/// <summary>The name that a downloaded file gets: the last part of its path, with nothing in it that means something elsewhere.</summary>
internal static class DownloadName
{
    private const int Longest = 150;

    /// <summary>The value of Content-Disposition.</summary>
    public static string Disposition(string path)
    {
        string name = Of(path);
        string ascii = string.Concat(name.Select(letter => letter is >= ' ' and <= '~' and not ('"' or '\\' or '%') ? letter : '_'));
        return $"attachment; filename=\"{ascii}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }

    /// <summary>The name alone.</summary>
    public static string Of(string path)
    {
        string last = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new StringBuilder();
        int size = 0;
        foreach (Rune rune in last.EnumerateRunes())
        {
            Rune safe = IsActive(rune) ? new Rune('_') : rune;
            size += safe.Utf8SequenceLength;
            if (size > Longest)
            {
                break;
            }

            name.Append(safe.ToString());
        }

        string text = name.ToString().TrimEnd('.', ' ').TrimStart(' ');
        return text.Length == 0 ? "file"
            : ExtractionPath.Problem(text) is null ? text
            : $"file-{text}";
    }

    // What acts, and what separates or wildcards a path somewhere. A rune is never half of a surrogate pair.
    private static bool IsActive(Rune rune) => ActiveCharacter.Is(rune)
        || rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\\' or '/' or '%';
}
