namespace FlashFs.Compression;

/// <summary>Fifteen bits a UTF-16 code unit, 32 added, so that no unit is a control character or half a surrogate pair.</summary>
internal readonly ref struct LzStringUtf16Units(ReadOnlySpan<char> text) : ILzStringUnits
{
    public const int BitsPerUnit = 15;
    public const char First = ' ';
    public const char Last = (char)(First + (1 << BitsPerUnit) - 1);

    /// <summary>What the original appends to every text of this form.</summary>
    public const char End = ' ';

    private readonly ReadOnlySpan<char> _text = text;

    public static int Bits => BitsPerUnit;

    public int Count => _text.Length;

    public int this[int index] => _text[index] is >= First and <= Last and char unit ? unit - First : -1;
}
