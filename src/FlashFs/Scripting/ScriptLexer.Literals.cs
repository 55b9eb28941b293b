using System.Buffers;

namespace FlashFs.Scripting;

// White space, comments, strings, templates, regular expressions and numbers.
internal ref partial struct ScriptLexer
{
    private bool SkipWideSpace()
    {
        int length = ScriptBytes.WideSpace(_source[_at..]);
        _at += length;
        return length > 0;
    }

    private void SkipLine() => _at += ScriptBytes.IndexOfLineEnd(_source[_at..]);

    // At // or /*.
    private void SkipComment()
    {
        if (Next == '/')
        {
            SkipLine();
            return;
        }

        int length = _source[(_at + 2)..].IndexOf("*/"u8);
        if (length < 0)
        {
            Unterminated(_at);
            _at = _source.Length;
        }
        else
        {
            _at += length + 4;
        }
    }

    // Moves over white space and comments.
    private void SkipTrivia()
    {
        while (_at < _source.Length)
        {
            byte first = _source[_at];
            if (first is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\v' or (byte)'\f')
            {
                _at++;
            }
            else if (first == '/' && Next is (byte)'/' or (byte)'*')
            {
                SkipComment();
            }
            else if (first < 0x80 || !SkipWideSpace())
            {
                return;
            }
        }
    }

    // <!-- anywhere, --> where only white space and comments stand before it on its line.
    private bool ReadHtmlComment(byte first)
    {
        if (first is not ((byte)'<' or (byte)'-') || !_htmlComments || _isEsModule)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _source[_at..];
        bool isComment = first == '<'
            ? rest.StartsWith("<!--"u8)
            : rest.StartsWith("-->"u8) && (_lastEnd == 0 || ScriptBytes.IndexOfLineEnd(_source[_lastEnd.._at]) < _at - _lastEnd);
        if (isComment)
        {
            _htmlComment = true;
            SkipLine();
        }

        return isComment;
    }

    // Where the string that begins at start ends, after its quote; at the line end or end of the script if it does not.
    private int StringEnd(int start, bool report)
    {
        byte quote = _source[start];
        SearchValues<byte> ends = quote == '"' ? ScriptBytes.DoubleQuoted : ScriptBytes.SingleQuoted;
        int at = start + 1;
        while (true)
        {
            int found = _source[at..].IndexOfAny(ends) is >= 0 and int index ? at + index : _source.Length;
            if (found < _source.Length && _source[found] == quote)
            {
                return found + 1;
            }

            if (found + 1 < _source.Length && _source[found] == '\\')
            {
                int lineEnd = ScriptBytes.LineEnd(_source[(found + 1)..]);
                at = found + 1 + Math.Max(1, lineEnd);
                continue;
            }

            if (report)
            {
                Unterminated(start);
            }

            return found < _source.Length && _source[found] == '\\' ? _source.Length : found;
        }
    }

    // From within the template that began at start, to its end or to its next substitution.
    private void ReadTemplate(int start)
    {
        int end = TemplateEnd(_at, out bool substitution);
        if (end < 0)
        {
            Unterminated(start);
            _at = _source.Length;
            Operand();
            return;
        }

        _at = end;
        if (substitution)
        {
            Push(ScriptFrameKind.Substitution, start);
            Operator();
        }
        else
        {
            Operand();
        }
    }

    // After the back quote or ${ that comes next; -1 for neither.
    private readonly int TemplateEnd(int at, out bool substitution)
    {
        substitution = false;
        while (at < _source.Length)
        {
            int found = _source[at..].IndexOfAny((byte)'`', (byte)'\\', (byte)'$');
            if (found < 0)
            {
                return -1;
            }

            at += found;
            switch (_source[at])
            {
                case (byte)'`':
                    return at + 1;
                case (byte)'\\':
                    at += 2;
                    break;
                default:
                    at++;
                    if (at < _source.Length && _source[at] == '{')
                    {
                        substitution = true;
                        return at + 1;
                    }

                    break;
            }
        }

        return -1;
    }

    private void ReadSlash()
    {
        if (!_operand || _at < _noRegexBefore)
        {
            _at++;
            Operator();
            return;
        }

        bool ends = RegexEnd(_at + 1, out int end);
        if (!ends)
        {
            // Taken for a division, as are all others on the line, so that its rest is read all the same and only once.
            Unterminated(_at);
            _noRegexBefore = end;
            _at++;
            Operator();
            return;
        }

        _at = end;
        while (_at < _source.Length && ScriptBytes.IsWordPart(_source[_at]) && _source[_at] < 0x80)
        {
            _at++;
        }

        Operand();
    }

    // After the slash that ends a regular expression, or where its line ends first.
    private readonly bool RegexEnd(int at, out int end)
    {
        bool inClass = false;
        for (end = at; end < _source.Length; end++)
        {
            switch (_source[end])
            {
                case (byte)'/' when !inClass:
                    end++;
                    return true;
                case (byte)'[':
                    inClass = true;
                    break;
                case (byte)']':
                    inClass = false;
                    break;
                case (byte)'\\' when end + 1 < _source.Length && ScriptBytes.LineEnd(_source[(end + 1)..]) == 0:
                    end++;
                    break;
                case (byte)'\n' or (byte)'\r' or 0xE2 when ScriptBytes.LineEnd(_source[end..]) > 0:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    // Dots and letters too: 0x1f, 1e3, 1..toString are one token, since nothing in them matters.
    private void SkipNumber()
    {
        while (_at < _source.Length && (ScriptBytes.IsWordPart(_source[_at]) || _source[_at] == '.') && _source[_at] < 0x80)
        {
            _at++;
        }
    }
}
