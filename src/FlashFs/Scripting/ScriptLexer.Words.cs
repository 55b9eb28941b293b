namespace FlashFs.Scripting;

// Words: names, and those that mean something.
internal ref partial struct ScriptLexer
{
    private void ReadWordOrNumber(byte first)
    {
        if (IsDigit(first))
        {
            SkipNumber();
            Operand();
            return;
        }

        int start = _at;
        bool escaped = SkipWord();
        if (_at == start)
        {
            // A backslash that begins no escape.
            _at++;
            return;
        }

        if (_last == ScriptToken.Dot)
        {
            Operand();
            return;
        }

        ScriptWord word = escaped ? ClassifyEscaped(_source[start.._at]) : ScriptWords.Classify(_source[start.._at]);
        if (IsMember || IsMemberAfterLineEnd(word))
        {
            ReadMemberName(word);
        }
        else if (!IsFunctionHead)
        {
            ReadWord(word);
        }
    }

    // Whether the word has an escape; the position stays where there is none.
    private bool SkipWord()
    {
        bool escaped = false;
        while (_at < _source.Length)
        {
            byte value = _source[_at];
            if (value == '\\' && Next == 'u')
            {
                escaped = true;
                _at += 2;
                if (At(0) == '{' && _source[_at..Math.Min(_source.Length, _at + 16)].IndexOf((byte)'}') is > 0 and int end)
                {
                    _at += end + 1;
                }
            }
            else if (!ScriptBytes.IsWordPart(value) || (value >= 0xC2 && ScriptBytes.WideSpace(_source[_at..]) > 0))
            {
                break;
            }
            else
            {
                _at++;
            }
        }

        return escaped;
    }

    // A word with an escape is never a keyword; require is none.
    private static ScriptWord ClassifyEscaped(ReadOnlySpan<byte> word) =>
        word.Length <= 7 * 10 && ScriptString.Decode(word, isTemplate: false) == "require" ? ScriptWord.Require : ScriptWord.Name;

    // A field of a class needs no semicolon before the next member; no other word may follow an operand there.
    private readonly bool IsMemberAfterLineEnd(ScriptWord word) =>
        !_operand && _frame.IsClass && _frame.Classes == 0 && word != ScriptWord.Relation
        && _last is not (ScriptToken.AsyncExpression or ScriptToken.AsyncStatement);

    private void ReadMemberName(ScriptWord word)
    {
        if (!IsMember || word is not (ScriptWord.Modifier or ScriptWord.Async))
        {
            Operand();
        }
        else
        {
            _last = ScriptToken.Other;
        }
    }

    private void ReadWord(ScriptWord word)
    {
        switch (word)
        {
            case ScriptWord.Operator or ScriptWord.Relation:
                Operator();
                break;
            case ScriptWord.Return:
                Operator(ScriptToken.Return);
                break;
            case ScriptWord.Statement:
                Statement();
                break;
            case ScriptWord.Parentheses:
                Operator(ScriptToken.Parentheses);
                break;
            case ScriptWord.Catch:
                Statement(ScriptToken.Parentheses);
                break;
            case ScriptWord.For:
                Operator(ScriptToken.For);
                break;
            case ScriptWord.Await:
                Operator(_last == ScriptToken.For ? ScriptToken.For : ScriptToken.Other);
                break;
            case ScriptWord.Of when _frame.Kind == ScriptFrameKind.ForHead && !_operand:
                Operator();
                break;
            case ScriptWord.Async:
                Operand(BeginsDeclaration ? ScriptToken.AsyncStatement : ScriptToken.AsyncExpression);
                break;
            case ScriptWord.Function:
                Operator(BeginsDeclaration ? ScriptToken.FunctionDeclaration : ScriptToken.FunctionExpression);
                break;
            case ScriptWord.Class:
                _frame.ClassDeclarations = (_frame.ClassDeclarations << 1) | (BeginsDeclaration ? 1UL : 0);
                _frame.Classes++;
                Operand();
                break;
            case ScriptWord.Import:
                ReadImport();
                break;
            case ScriptWord.Export:
                ReadExport();
                break;
            case ScriptWord.Require:
                ReadRequire();
                break;
            default:
                Operand();
                break;
        }
    }

    // After an operand only a new statement can begin so.
    private readonly bool BeginsDeclaration => _last switch
    {
        ScriptToken.AsyncStatement or ScriptToken.ExportDefault => true,
        ScriptToken.AsyncExpression => false,
        _ => _statement || !_operand,
    };
}
