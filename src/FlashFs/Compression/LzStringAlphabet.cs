namespace FlashFs.Compression;

/// <summary>The characters that stand for six bits.</summary>
internal sealed class LzStringAlphabet
{
    // What reads a form's fields makes a space of a plus sign; the original makes a plus sign of it again.
    private const int PlusInUri = 62;

    private const string Common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly string _characters;
    private readonly sbyte[] _values = new sbyte[128];

    private LzStringAlphabet(string lastTwo, char padding)
    {
        _characters = Common + lastTwo;
        Padding = padding;
        _values.AsSpan().Fill(-1);
        for (int i = 0; i < _characters.Length; i++)
        {
            _values[_characters[i]] = (sbyte)i;
        }

        _values[padding] = 0; // the original takes it for 64, of which no bit is looked at
    }

    /// <summary>That of Base64, padded with <c>=</c>.</summary>
    public static LzStringAlphabet Base64 { get; } = new("+/", '=');

    /// <summary>One that no part of a URI needs to escape; <c>$</c> is its padding, which nothing writes.</summary>
    public static LzStringAlphabet Uri { get; } = new("+-", '$') { _values = { [' '] = PlusInUri } };

    /// <summary>The character that fills up a group.</summary>
    public char Padding { get; }

    /// <summary>The character for a value.</summary>
    public char this[int value] => _characters[value];

    /// <summary>The value of a character; -1 where it has none.</summary>
    public int ValueOf(char character) => character < _values.Length ? _values[character] : -1;
}
