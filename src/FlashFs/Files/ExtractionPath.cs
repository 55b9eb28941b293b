using System.Buffers;
using System.Text;

namespace FlashFs.Files;

/// <summary>
/// Which names from an image may become files on disk. The rule is the same on every host, so that what one machine
/// extracts, another can check out: a name must stay below the output folder and mean one file on all of them.
/// </summary>
public static class ExtractionPath
{
    /// <summary>The most bytes of UTF-8 that a segment may have: more is refused by every common file system.</summary>
    public const int MaximumSegmentLength = 255;

    /// <summary>The most bytes of UTF-8 that a name may have in all.</summary>
    public const int MaximumLength = 1024;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("<>:\"|?*\\");

    /// <summary>Says why a name may not become a file, in one clause, or null when it may.</summary>
    /// <param name="name">The name as the image has it, with <c>/</c> between its segments.</param>
    public static string? Problem(string name)
    {
        if (name.Length == 0)
        {
            return "its name is empty";
        }

        if (name[0] == '/')
        {
            return "it is an absolute path";
        }

        if (Encoding.UTF8.GetByteCount(name) > MaximumLength)
        {
            return $"it has more than {MaximumLength} bytes";
        }

        ReadOnlySpan<char> rest = name;
        foreach (Range range in rest.Split('/'))
        {
            if (SegmentProblem(rest[range]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? SegmentProblem(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return "it has an empty segment";
        }

        if (segment is "." or "..")
        {
            return $"it has a segment '{segment}'";
        }

        // A drive letter or a stream of another file ('x:y'), a separator on Windows, a wildcard or redirection there.
        int reserved = segment.IndexOfAny(Reserved);
        if (reserved >= 0)
        {
            return $"it holds '{segment[reserved]}', which means something else on Windows";
        }

        foreach (char letter in segment)
        {
            if (char.IsControl(letter))
            {
                return $"it holds the control character U+{(int)letter:X4}";
            }
        }

        // Windows drops both silently: 'x.' and 'x ' would be 'x'.
        if (segment[^1] is '.' or ' ')
        {
            return $"its segment '{segment}' ends in a dot or space, which Windows drops";
        }

        if (Encoding.UTF8.GetByteCount(segment) > MaximumSegmentLength)
        {
            return $"it has a segment of more than {MaximumSegmentLength} bytes";
        }

        return IsDevice(segment) ? $"its segment '{segment}' is a device on Windows" : null;
    }

    // CON, con.txt and 'con .txt' are all the console.
    private static bool IsDevice(ReadOnlySpan<char> segment)
    {
        int dot = segment.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        Span<char> upper = stackalloc char[8];
        if (stem.Length is < 3 or > 7)
        {
            return false;
        }

        upper = upper[..stem.ToUpperInvariant(upper)];
        return upper is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (upper.Length == 4 && (upper.StartsWith("COM") || upper.StartsWith("LPT"))
                && upper[3] is (>= '0' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3');
    }
}
