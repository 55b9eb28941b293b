using System.Globalization;
using System.Text;

namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// Reads JSON out of UTF-16, where strings may hold halves of surrogate pairs, escaped or not, as JavaScript's may. It goes
/// forward only and needs no stack.
/// </summary>
internal ref struct ChirpOsJsonReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where it is.</summary>
    public int Position { get; private set; }

    /// <summary>The character after white space; NUL at the end.</summary>
    public char Peek()
    {
        while (Position < _text.Length && _text[Position] is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }

        return Position < _text.Length ? _text[Position] : '\0';
    }

    /// <summary>Whether nothing follows but white space.</summary>
    public bool IsAtEnd() => Peek() == '\0' && Position >= _text.Length;

    /// <summary>Goes back to a place.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>What stands at a place, for a message.</summary>
    public readonly string Around(int place)
    {
        const int Shown = 20;
        return $"'{_text.Slice(place, Math.Min(Shown, _text.Length - place))}'";
    }

    /// <summary>Takes a character after white space, if it is the one.</summary>
    public bool TryTake(char character)
    {
        if (Peek() != character || Position >= _text.Length)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes a string. On failure the position is where it went wrong.</summary>
    public bool TryReadString(out string value)
    {
        value = "";
        if (!TryTake('"'))
        {
            return false;
        }

        int plain = _text[Position..].IndexOfAny('"', '\\');
        if (plain >= 0 && _text[Position + plain] == '"' && !HasControl(_text.Slice(Position, plain)))
        {
            value = _text.Slice(Position, plain).ToString();
            Position += plain + 1;
            return true;
        }

        return TryReadEscaped(out value);
    }

    /// <summary>Takes a number, the word <c>true</c>, <c>false</c> or <c>null</c>, as text.</summary>
    public bool TryReadWord(out ReadOnlySpan<char> word)
    {
        Peek();
        int start = Position;
        while (Position < _text.Length && (char.IsAsciiLetterOrDigit(_text[Position]) || _text[Position] is '-' or '+' or '.'))
        {
            Position++;
        }

        word = _text[start..Position];
        return word is "true" or "false" or "null" || IsNumber(word);
    }

    /// <summary>Takes any value.</summary>
    public bool TrySkipValue()
    {
        // The brackets that are open; only their number matters to find the end.
        int depth = 0;
        do
        {
            char next = Peek();
            if (next is '{' or '[')
            {
                depth++;
                Position++;
            }
            else if (next is '}' or ']')
            {
                depth--;
                Position++;
            }
            else if (next is ',' or ':' && depth > 0)
            {
                Position++;
            }
            else if (next == '"' ? !TrySkipString() : !TryReadWord(out _))
            {
                return false;
            }
        }
        while (depth > 0);
        return depth == 0;
    }

    private static bool HasControl(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\u001F');

    private static bool IsNumber(ReadOnlySpan<char> word) =>
        word.Length > 0 && (word[0] == '-' || char.IsAsciiDigit(word[0])) && char.IsAsciiDigit(word[^1])
        && double.TryParse(
            word,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out _);

    private bool TrySkipString()
    {
        Position++;
        while (_text[Position..].IndexOfAny('"', '\\') is >= 0 and int at)
        {
            bool ends = _text[Position + at] == '"';
            Position = Math.Min(Position + at + (ends ? 1 : 2), _text.Length);
            if (ends)
            {
                return true;
            }
        }

        Position = _text.Length;
        return false;
    }

    private bool TryReadEscaped(out string value)
    {
        var units = new StringBuilder();
        value = "";
        while (Position < _text.Length)
        {
            ReadOnlySpan<char> rest = _text[Position..];
            int plain = rest.IndexOfAny('"', '\\');
            plain = plain < 0 ? rest.Length : plain;
            if (rest[..plain].IndexOfAnyInRange('\0', '\u001F') is >= 0 and int control)
            {
                Position += control;
                return false;
            }

            units.Append(rest[..plain]);
            Position += plain;
            if (Position == _text.Length)
            {
                return false;
            }

            if (_text[Position] == '"')
            {
                Position++;
                value = units.ToString();
                return true;
            }

            if (!TryReadEscape(out char unit))
            {
                return false;
            }

            units.Append(unit);
        }

        return false;
    }

    private bool TryReadEscape(out char unit)
    {
        const int Digits = 4;
        unit = '\0';
        if (Position + 1 >= _text.Length)
        {
            Position = _text.Length;
            return false;
        }

        char escaped = _text[Position + 1];
        int found = "\"\\/bfnrtu".IndexOf(escaped, StringComparison.Ordinal);
        if (found < 0)
        {
            return false;
        }

        if (escaped != 'u')
        {
            unit = "\"\\/\b\f\n\r\t"[found];
            Position += 2;
            return true;
        }

        ReadOnlySpan<char> digits = _text[(Position + 2)..];
        if (digits.Length < Digits)
        {
            Position = _text.Length;
            return false;
        }

        if (!ushort.TryParse(digits[..Digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value))
        {
            return false;
        }

        unit = (char)value;
        Position += 2 + Digits;
        return true;
    }
}
