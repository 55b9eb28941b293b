namespace FlashFs.Pipeline;

/// <summary>
/// A pattern for paths in an image: <c>*</c> and <c>?</c> within a segment, <c>**</c> across segments. A pattern without
/// <c>/</c> matches the name in any folder. Case counts, as it does on the device.
/// </summary>
/// <remarks>
/// Matched by hand, all positions at once: the time grows with the length of the path times that of the pattern, whatever the
/// pattern. The first regular expression of a process costs more than a whole build with nothing to do.
/// </remarks>
public sealed class FileGlob
{
    // Beyond all characters of a path, so that no pattern can hold them.
    private const int AnyInSegment = 0x10000;
    private const int OneInSegment = 0x10001;
    private const int Any = 0x10002;
    private const int Folders = 0x10003;
    private const int InsideFolder = 0x10004;

    private readonly int[] _steps;
    private readonly string _required;

    /// <summary>Makes a pattern.</summary>
    public FileGlob(string pattern)
    {
        Pattern = pattern;
        string full = pattern.Contains('/', StringComparison.Ordinal) ? pattern.TrimStart('/') : $"**/{pattern}";
        _steps = Steps(full);
        _required = LongestPlainPart(full);
    }

    /// <summary>The pattern as given.</summary>
    public string Pattern { get; }

    /// <summary>Whether a path, with <c>/</c> between its segments, matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> path)
    {
        if (!path.Contains(_required, StringComparison.Ordinal))
        {
            return false;
        }

        const int Small = 128;
        int count = _steps.Length + 1;
        Span<bool> now = count <= Small ? stackalloc bool[Small] : new bool[count];
        Span<bool> next = count <= Small ? stackalloc bool[Small] : new bool[count];
        now.Clear();
        Reach(now, 0);
        foreach (char c in path)
        {
            next.Clear();
            for (int step = 0; step < _steps.Length; step++)
            {
                if (now[step])
                {
                    Step(next, step, c);
                }
            }

            Span<bool> done = now;
            now = next;
            next = done;
        }

        return now[_steps.Length];
    }

    /// <summary>Makes patterns of a list separated by semicolons.</summary>
    public static IReadOnlyList<FileGlob> ParseList(string? list) =>
    [
        .. (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pattern => new FileGlob(pattern.Replace('\\', '/'))),
    ];

    // What every path that matches has in it: most paths are told by that alone.
    private static string LongestPlainPart(string pattern)
    {
        string longest = "";
        foreach (string part in pattern.Split('*', '?'))
        {
            string plain = part.TrimStart('/');
            longest = plain.Length > longest.Length ? plain : longest;
        }

        return longest;
    }

    private static int[] Steps(string pattern)
    {
        var steps = new List<int>();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/", StringComparison.Ordinal))
            {
                steps.Add(Folders);
                steps.Add(InsideFolder);
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**", StringComparison.Ordinal))
            {
                steps.Add(Any);
                i++;
            }
            else
            {
                steps.Add(pattern[i] switch
                {
                    '*' => AnyInSegment,
                    '?' => OneInSegment,
                    char other => other,
                });
            }
        }

        return [.. steps];
    }

    // Marks a position, and what comes after what may be empty.
    private void Reach(Span<bool> positions, int step)
    {
        positions[step] = true;
        while (step < _steps.Length && _steps[step] is AnyInSegment or Any or Folders)
        {
            step += _steps[step] == Folders ? 2 : 1;
            positions[step] = true;
        }
    }

    private void Step(Span<bool> next, int step, char c)
    {
        switch (_steps[step])
        {
            case AnyInSegment when c != '/':
            case Any:
                Reach(next, step);
                break;
            case OneInSegment when c != '/':
                Reach(next, step + 1);
                break;
            case Folders when c != '/':
                next[step + 1] = true;
                break;
            case InsideFolder:
                Reach(next, c == '/' ? step - 1 : step);
                break;
            default:
                if (_steps[step] == c)
                {
                    Reach(next, step + 1);
                }

                break;
        }
    }
}
