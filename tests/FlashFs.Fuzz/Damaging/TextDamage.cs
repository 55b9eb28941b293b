using System.Text;

namespace FlashFs.Fuzz.Damaging;

/// <summary>Damage to text that a parser reads: words of its language in wrong places, lines twice, numbers out of range, nesting.</summary>
internal sealed class TextDamage(params string[] words)
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "0x0", "0x10000", "4K", "1M", "4294967295", "4294967296", "0xFFFFFFFF", "-0", "1e9", "1e400", "9223372036854775807",
        "9223372036854775808", "99999999999999999999999999", "8640000000000001", "0.5", "NaN", "00012",
    ];

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _numbers = [.. Numbers.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Does one step.</summary>
    public void Step(ImageBuffer text, SeededRandom random)
    {
        int at = random.Below(text.Length + 1);
        switch (random.Below(8))
        {
            case 0 or 1:
                text.Replace(at, 0, random.Of(_words));
                break;
            case 2:
                text.Replace(at, random.Length(40), random.Of(_words));
                break;
            case 3:
                ReplaceNumber(text, at, random);
                break;
            case 4:
                (int start, int length) = Line(text.Span, at);
                text.Replace(random.OneIn(2) ? start : Line(text.Span, random.Below(text.Length + 1)).Start, 0, text.Span.Slice(start, length));
                break;
            case 5:
                (start, length) = Line(text.Span, at);
                text.Replace(start, length, []);
                break;
            case 6:
                Repeat(text, at, random);
                break;
            default:
                text.Replace(at, 0, [(byte)random.Below(256)]);
                break;
        }
    }

    private void ReplaceNumber(ImageBuffer text, int at, SeededRandom random)
    {
        int start = text.Span[at..].IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
        {
            return;
        }

        int length = text.Span[(at + start)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        text.Replace(at + start, length < 0 ? text.Length : length, random.Of(_numbers));
    }

    // Nesting, and tokens without end.
    private void Repeat(ImageBuffer text, int at, SeededRandom random)
    {
        byte[] word = random.Of(_words);
        int count = random.Length(random.OneIn(16) ? text.Capacity / Math.Max(1, word.Length) : 32);
        byte[] repeated = new byte[word.Length * count];
        for (int i = 0; i < count; i++)
        {
            word.CopyTo(repeated, i * word.Length);
        }

        text.Replace(at, 0, repeated);
    }

    private static (int Start, int Length) Line(ReadOnlySpan<byte> text, int at)
    {
        int start = text[..at].LastIndexOf((byte)'\n') + 1;
        int length = text[start..].IndexOf((byte)'\n') + 1;
        return (start, length == 0 ? text.Length - start : length);
    }
}
