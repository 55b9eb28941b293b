using System.Buffers;
using System.Globalization;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Writes JSON as <c>JSON.stringify</c> does, character for character; halves of surrogate pairs are escaped.</summary>
internal sealed class ChirpOsJsonWriter(bool indented)
{
    private const int IndentSize = 2;

    private static readonly SearchValues<char> NotPlain = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Concat(Enumerable.Range(0xD800, 0x800)).Select(unit => (char)unit), '"', '\\']);

    private char[] _text = new char[1024];
    private int _depth;
    private bool _isFirst = true;

    /// <summary>How many characters there are.</summary>
    public int Length { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>Whether the object at hand has no member yet.</summary>
    public bool IsEmptyObject => _isFirst;

    /// <summary>Where to come back to.</summary>
    public (int Length, int Depth, bool IsFirst) Mark => (Length, _depth, _isFirst);

    /// <summary>Takes everything back from a mark on.</summary>
    public void GoBack((int Length, int Depth, bool IsFirst) mark) => (Length, _depth, _isFirst) = mark;

    /// <summary>Begins an object.</summary>
    public void BeginObject()
    {
        Append('{');
        _depth++;
        _isFirst = true;
    }

    /// <summary>Ends an object.</summary>
    public void EndObject()
    {
        _depth--;
        if (!_isFirst)
        {
            NewLine();
        }

        Append('}');
        _isFirst = false;
    }

    /// <summary>Begins a member.</summary>
    /// <returns>Where its key begins.</returns>
    public int Key(string key)
    {
        if (!_isFirst)
        {
            Append(',');
        }

        NewLine();
        _isFirst = false;
        int start = Length;
        String(key);
        Append(indented ? ": " : ":");
        return start;
    }

    /// <summary>A member with a number.</summary>
    public void Member(string key, long value)
    {
        Key(key);
        Append(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A member with a string.</summary>
    public void Member(string key, string value)
    {
        Key(key);
        String(value);
    }

    /// <summary>A member that is true.</summary>
    public void True(string key)
    {
        Key(key);
        Append("true");
    }

    /// <summary>A member that is null.</summary>
    public void Null(string key)
    {
        Key(key);
        Append("null");
    }

    /// <summary>A string.</summary>
    public void String(ReadOnlySpan<char> value)
    {
        Append('"');
        while (true)
        {
            int plain = FirstEscaped(value);
            Append(value[..plain]);
            if (plain == value.Length)
            {
                break;
            }

            Escape(value[plain]);
            value = value[(plain + 1)..];
        }

        Append('"');
    }

    /// <summary>Ends a text that is a file of its own.</summary>
    public void EndText()
    {
        if (indented)
        {
            Append('\n');
        }
    }

    // Pairs are passed over whole, so that what remains of U+D800..U+DFFF is a half.
    private static int FirstEscaped(ReadOnlySpan<char> value)
    {
        int passed = 0;
        while (value[passed..].IndexOfAny(NotPlain) is >= 0 and int found)
        {
            int at = passed + found;
            if (!char.IsHighSurrogate(value[at]) || at + 1 == value.Length || !char.IsLowSurrogate(value[at + 1]))
            {
                return at;
            }

            passed = at + 2;
        }

        return value.Length;
    }

    private void Escape(char unit)
    {
        int at = "\"\\\b\f\n\r\t".IndexOf(unit, StringComparison.Ordinal);
        if (at >= 0)
        {
            Append(['\\', "\"\\bfnrt"[at]]);
            return;
        }

        const string Digits = "0123456789abcdef";
        Append(['\\', 'u', Digits[unit >> 12], Digits[(unit >> 8) & 0xF], Digits[(unit >> 4) & 0xF], Digits[unit & 0xF]]);
    }

    private void NewLine()
    {
        if (indented)
        {
            Append('\n');
            for (int i = 0; i < _depth * IndentSize; i++)
            {
                Append(' ');
            }
        }
    }

    private void Append(char unit) => Append([unit]);

    private void Append(ReadOnlySpan<char> text)
    {
        int needed = checked(Length + text.Length);
        if (needed > _text.Length)
        {
            Array.Resize(ref _text, (int)Math.Min(Math.Max(needed, _text.Length * 2L), Array.MaxLength));
        }

        text.CopyTo(_text.AsSpan(Length));
        Length = needed;
    }
}
