using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FlashFs.Files;

/// <summary>
/// A path inside an image: segments joined by <c>/</c>, without a leading <c>/</c>, and with no empty, <c>.</c> or
/// <c>..</c> segment, NUL or unpaired surrogate. Two paths are equal when their UTF-8 bytes are.
/// </summary>
/// <remarks>The order is that of the UTF-8 bytes, on every platform and in every culture.</remarks>
public readonly struct FlashPath : IEquatable<FlashPath>, IComparable<FlashPath>
{
    private readonly string? _value;

    private FlashPath(string value) => _value = value;

    /// <summary>The path as text; empty only for <c>default</c>, which is no valid path.</summary>
    public string Value => _value ?? "";

    /// <summary>The part after the last <c>/</c>.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>What follows the last dot of the name, without the dot; empty when there is none.</summary>
    public string Extension => Name.LastIndexOf('.') is >= 0 and int dot ? Name[(dot + 1)..] : "";

    /// <summary>The length in bytes of UTF-8, without any terminator.</summary>
    public int Utf8Length => Encoding.UTF8.GetByteCount(Value);

    /// <summary>Makes a path of text that uses <c>/</c>. A leading <c>/</c> or <c>./</c> is dropped.</summary>
    /// <exception cref="FormatException">The text is not a path; the message says why.</exception>
    public static FlashPath Parse(string text) =>
        TryParse(text, out FlashPath path, out string? reason) ? path : throw new FormatException(reason);

    /// <summary>Makes a path of text that uses <c>/</c>, or says in one clause why the text is none.</summary>
    public static bool TryParse(string? text, out FlashPath path, [NotNullWhen(false)] out string? reason)
    {
        path = default;
        if (string.IsNullOrEmpty(text))
        {
            reason = "it is empty";
            return false;
        }

        ReadOnlySpan<char> rest = text;
        while (rest.StartsWith("./", StringComparison.Ordinal) || rest.StartsWith("/", StringComparison.Ordinal))
        {
            rest = rest[(rest[0] == '/' ? 1 : 2)..];
        }

        reason = WhyNot(rest);
        if (reason is not null)
        {
            return false;
        }

        path = new FlashPath(rest.Length == text.Length ? text : rest.ToString());
        return true;
    }

    /// <summary>Makes a path of text that uses <c>/</c>.</summary>
    public static bool TryParse(string? text, out FlashPath path) => TryParse(text, out path, out _);

    /// <summary>Makes a path of a relative path of this host, whose separator may be <c>\</c>.</summary>
    /// <exception cref="FormatException">The text is not a path; the message says why.</exception>
    public static FlashPath FromRelative(string relative) =>
        Parse(Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/'));

    /// <inheritdoc/>
    public int CompareTo(FlashPath other) => CompareUtf8(Value, other.Value);

    /// <inheritdoc/>
    public bool Equals(FlashPath other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is FlashPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Whether two paths are equal.</summary>
    public static bool operator ==(FlashPath left, FlashPath right) => left.Equals(right);

    /// <summary>Whether two paths differ.</summary>
    public static bool operator !=(FlashPath left, FlashPath right) => !left.Equals(right);

    /// <summary>Whether one comes before the other.</summary>
    public static bool operator <(FlashPath left, FlashPath right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after the other.</summary>
    public static bool operator >(FlashPath left, FlashPath right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes before the other or equals it.</summary>
    public static bool operator <=(FlashPath left, FlashPath right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after the other or equals it.</summary>
    public static bool operator >=(FlashPath left, FlashPath right) => left.CompareTo(right) >= 0;

    private static string? WhyNot(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "it is empty";
        }

        if (path.Contains('\0'))
        {
            return "it holds a NUL character";
        }

        for (int start = 0, end; start <= path.Length; start = end + 1)
        {
            int slash = path[start..].IndexOf('/');
            end = slash < 0 ? path.Length : start + slash;
            ReadOnlySpan<char> segment = path[start..end];
            if (segment.IsEmpty)
            {
                return "it has an empty segment";
            }

            if (segment is "." or "..")
            {
                return $"it has a segment '{segment}'";
            }
        }

        return HasUnpairedSurrogate(path) ? "it holds half a surrogate pair, which UTF-8 cannot store" : null;
    }

    private static bool HasUnpairedSurrogate(ReadOnlySpan<char> text)
    {
        // Not a search for surrogates: that makes four objects each time.
        if (Ascii.IsValid(text))
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            text = text[consumed..];
        }

        return false;
    }

    // UTF-16 order differs from UTF-8 order in one place only: surrogates sort below U+E000..U+FFFF but stand for
    // higher code points.
    private static int CompareUtf8(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[same];
        char b = right[same];
        return char.IsSurrogate(a) != char.IsSurrogate(b) ? (char.IsSurrogate(a) ? 1 : -1) : a.CompareTo(b);
    }
}
