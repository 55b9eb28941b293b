namespace FlashFs.Compression;

/// <summary>Six bits a character of an alphabet of 64; the padding counts as zero bits, as it does in the original.</summary>
internal readonly ref struct LzStringTextUnits(ReadOnlySpan<char> text, LzStringAlphabet alphabet) : ILzStringUnits
{
    public const int BitsPerUnit = 6;

    private readonly ReadOnlySpan<char> _text = text;

    public static int Bits => BitsPerUnit;

    public int Count => _text.Length;

    public int this[int index] => alphabet.ValueOf(_text[index]);
}
