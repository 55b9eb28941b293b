using System.Text;

namespace FlashFs.Scripting;

/// <summary>Turns positions that only rise into lines and columns, looking at each byte once.</summary>
internal ref struct ScriptPosition
{
    private readonly ReadOnlySpan<byte> _source;
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public ScriptPosition(ReadOnlySpan<byte> source)
    {
        _source = source;
        _at = source.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>The place of a position that is not before the last one asked for.</summary>
    public ScriptPlace At(int position)
    {
        ReadOnlySpan<byte> rest = _source[_at..Math.Max(_at, position)];
        while (true)
        {
            int end = ScriptBytes.IndexOfLineEnd(rest);
            if (end == rest.Length)
            {
                break;
            }

            rest = rest[(end + ScriptBytes.LineEnd(rest[end..]))..];
            _line++;
            _column = 1;
        }

        _column += Encoding.UTF8.GetCharCount(rest);
        _at = Math.Max(_at, position);
        return new ScriptPlace(position, _line, _column);
    }
}
