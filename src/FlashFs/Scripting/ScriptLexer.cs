using System.Buffers;

namespace FlashFs.Scripting;

/// <summary>Reads a script token by token, as far as needed to tell a regular expression from a division and code from text.</summary>
/// <remarks>
/// It does not parse. What a slash, brace or word means follows from whether an operand or a statement may begin there, from the
/// brackets that are open, and from a few tokens before. Valid scripts are read right; on others it ends with what it could read.
/// </remarks>
internal ref partial struct ScriptLexer
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly bool _htmlComments;
    private readonly List<ModuleReference> _references = [];
    private ScriptPosition _places;
    private ScriptFrame[] _stack = ArrayPool<ScriptFrame>.Shared.Rent(64);
    private int _depth;
    private ScriptFrame _frame;
    private ScriptToken _last;
    private int _lastEnd;
    private int _at;
    private int _unterminated = int.MaxValue;
    private int _pendingReference;
    private int _noRegexBefore;
    private bool _operand;
    private bool _statement;
    private bool _isEsModule;
    private bool _htmlComment;

    /// <summary>Makes a lexer for one script.</summary>
    /// <param name="source">Its bytes.</param>
    /// <param name="htmlComments">Whether HTML-like comments are comments, until the script proves to be an ES module.</param>
    public ScriptLexer(ReadOnlySpan<byte> source, bool htmlComments)
    {
        _source = source;
        _htmlComments = htmlComments;
        _places = new ScriptPosition(source);
    }

    /// <summary>Reads the script.</summary>
    /// <param name="htmlComment">Whether an HTML-like comment was taken for one.</param>
    public ModuleScan Scan(out bool htmlComment)
    {
        _at = _source.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (_source[_at..].StartsWith("#!"u8))
        {
            SkipLine();
        }

        Statement();
        while (_at < _source.Length)
        {
            Read();
        }

        CloseAll();
        ArrayPool<ScriptFrame>.Shared.Return(_stack);
        htmlComment = _htmlComment;
        return new ModuleScan(_references)
        {
            IsEsModule = _isEsModule,
            Unterminated = _unterminated == int.MaxValue ? null : new ScriptPosition(_source).At(_unterminated),
        };
    }

    private void Read()
    {
        byte first = _source[_at];
        if (first is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\v' or (byte)'\f')
        {
            _at++;
            return;
        }

        if (ScriptBytes.IsWordPart(first) || first == '\\')
        {
            if (first >= 0xC2 && SkipWideSpace())
            {
                return;
            }

            ReadWordOrNumber(first);
        }
        else if (first == '/' && Next is (byte)'/' or (byte)'*')
        {
            SkipComment();
            return;
        }
        else if (!ReadHtmlComment(first))
        {
            ReadMark(first);
        }
        else
        {
            return;
        }

        _lastEnd = _at;
    }

    private void ReadMark(byte first)
    {
        switch (first)
        {
            case (byte)'"' or (byte)'\'':
                _at = StringEnd(_at, report: true);
                Operand();
                break;
            case (byte)'`':
                _at++;
                ReadTemplate(_at - 1);
                break;
            case (byte)'/':
                ReadSlash();
                break;
            case (byte)'(':
                OpenParenthesis();
                break;
            case (byte)')':
                CloseParenthesis();
                break;
            case (byte)'{':
                OpenBrace();
                break;
            case (byte)'}':
                CloseBrace();
                break;
            case (byte)'[':
                Push(ScriptFrameKind.Square);
                Operator();
                break;
            case (byte)']':
                CloseSquare();
                break;
            default:
                ReadPunctuation(first);
                break;
        }
    }

    private void ReadPunctuation(byte first)
    {
        _at++;
        switch (first)
        {
            case (byte)'.':
                ReadDot();
                break;
            case (byte)',':
                EndArgument();
                if (_frame.Kind == ScriptFrameKind.Object)
                {
                    Statement();
                }
                else
                {
                    Operator();
                }

                break;
            case (byte)';':
                _frame.Conditionals = _frame.Classes = 0;
                if (_frame.Kind == ScriptFrameKind.ForHead)
                {
                    Operator();
                }
                else
                {
                    Statement();
                }

                break;
            case (byte)':':
                ReadColon();
                break;
            case (byte)'?':
                ReadQuestion();
                break;
            case (byte)'=' when At(0) == '>':
                _at++;
                Operator(ScriptToken.Arrow);
                break;
            case (byte)'+' or (byte)'-' when At(0) == first:
                // Before an operand or after one: what may follow stays the same.
                _at++;
                _statement = false;
                _last = ScriptToken.Other;
                break;
            case (byte)'*' when IsMember || IsFunctionHead:
                break;
            case (byte)'#':
                // A private name follows, and is read as the name of a member.
                _last = ScriptToken.Dot;
                break;
            default:
                Operator();
                break;
        }
    }

    private void ReadDot()
    {
        if (At(0) == '.' && At(1) == '.')
        {
            _at += 2;
            Operator();
        }
        else if (IsDigit(At(0)))
        {
            SkipNumber();
            Operand();
        }
        else
        {
            _last = ScriptToken.Dot;
            _operand = _statement = false;
        }
    }

    private void ReadQuestion()
    {
        if (At(0) == '.' && !IsDigit(At(1)))
        {
            _at++;
            _last = ScriptToken.Dot;
            _operand = _statement = false;
            return;
        }

        if (At(0) == '?')
        {
            _at++;
        }
        else
        {
            _frame.Conditionals++;
        }

        Operator();
    }

    private void ReadColon()
    {
        if (_frame.Conditionals > 0)
        {
            _frame.Conditionals--;
            Operator();
        }
        else if (_frame.HasStatements)
        {
            // A label, or case of a switch.
            Statement();
        }
        else
        {
            Operator();
        }
    }

    private readonly byte Next => At(1);

    private readonly byte At(int offset) => _at + offset < _source.Length ? _source[_at + offset] : (byte)0;

    // Where the name of a member of a class or object literal may begin.
    private readonly bool IsMember => _statement && (_frame.Kind == ScriptFrameKind.Object || _frame.IsClass);

    private readonly bool IsFunctionHead => _last is ScriptToken.FunctionDeclaration or ScriptToken.FunctionExpression;

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    // An operand ends here: a slash divides.
    private void Operand(ScriptToken last = ScriptToken.Other)
    {
        _operand = _statement = false;
        _last = last;
    }

    // An operand must follow: a slash begins a regular expression.
    private void Operator(ScriptToken last = ScriptToken.Other)
    {
        _operand = true;
        _statement = false;
        _last = last;
    }

    // A statement may follow; in an object or class, a member.
    private void Statement(ScriptToken last = ScriptToken.Other)
    {
        _operand = _statement = true;
        _last = last;
    }

    private void Unterminated(int start) => _unterminated = Math.Min(_unterminated, start);
}
