using System.Buffers;

namespace FlashFs.Scripting;

// Brackets: what each is, and what may follow its end.
internal ref partial struct ScriptLexer
{
    private void Push(ScriptFrameKind kind) => Push(kind, _at++);

    private void Push(ScriptFrameKind kind, int start)
    {
        if (_depth == _stack.Length)
        {
            ScriptFrame[] larger = ArrayPool<ScriptFrame>.Shared.Rent(_depth * 2);
            _stack.CopyTo(larger, 0);
            ArrayPool<ScriptFrame>.Shared.Return(_stack);
            _stack = larger;
        }

        _stack[_depth++] = _frame;
        _frame = new ScriptFrame { Kind = kind, Start = start };
    }

    private void Pop() => _frame = _stack[--_depth];

    private void OpenParenthesis()
    {
        ScriptFrameKind kind = _last switch
        {
            ScriptToken.Parentheses => ScriptFrameKind.Head,
            ScriptToken.For => ScriptFrameKind.ForHead,
            ScriptToken.FunctionDeclaration => ScriptFrameKind.DeclarationParameters,
            ScriptToken.FunctionExpression => ScriptFrameKind.ExpressionParameters,
            _ => ScriptFrameKind.Parentheses,
        };
        Push(kind);
        (_frame.Reference, _pendingReference) = (_pendingReference, 0);
        Operator();
    }

    private void CloseParenthesis()
    {
        _at++;
        ScriptFrameKind kind = _frame.Kind;
        if (kind < ScriptFrameKind.Parentheses || kind == ScriptFrameKind.Square)
        {
            Operand();
            return;
        }

        EndArgument();
        Pop();
        switch (kind)
        {
            case ScriptFrameKind.Head or ScriptFrameKind.ForHead:
                Statement();
                break;
            case ScriptFrameKind.DeclarationParameters:
                Operand(ScriptToken.DeclarationParameters);
                break;
            case ScriptFrameKind.ExpressionParameters:
                Operand(ScriptToken.ExpressionParameters);
                break;
            default:
                Operand();
                break;
        }
    }

    private void CloseSquare()
    {
        _at++;
        if (_frame.Kind == ScriptFrameKind.Square)
        {
            Pop();
        }

        Operand();
    }

    private void OpenBrace()
    {
        ScriptFrameKind kind = KindOfBrace();
        Push(kind);
        Statement();
    }

    private ScriptFrameKind KindOfBrace()
    {
        switch (_last)
        {
            case ScriptToken.DeclarationParameters or ScriptToken.Arrow:
                return ScriptFrameKind.Block;
            case ScriptToken.ExpressionParameters:
                return ScriptFrameKind.ExpressionBody;
            case ScriptToken.Return when ScriptBytes.IndexOfLineEnd(_source[_lastEnd.._at]) < _at - _lastEnd:
                // The line end has ended the statement.
                return ScriptFrameKind.Block;
            default:
                break;
        }

        if (_frame.Classes > 0 && !_operand)
        {
            bool isDeclaration = (_frame.ClassDeclarations & 1) != 0;
            _frame.ClassDeclarations >>= 1;
            _frame.Classes--;
            return isDeclaration ? ScriptFrameKind.ClassDeclaration : ScriptFrameKind.ClassExpression;
        }

        // After an operand: the body of a method, or a block after a line end.
        return _statement || !_operand ? ScriptFrameKind.Block : ScriptFrameKind.Object;
    }

    private void CloseBrace()
    {
        _at++;
        ScriptFrameKind kind = _frame.Kind;
        if (kind is ScriptFrameKind.Script or >= ScriptFrameKind.Parentheses)
        {
            Statement();
            return;
        }

        int start = _frame.Start;
        Pop();
        switch (kind)
        {
            case ScriptFrameKind.Substitution:
                ReadTemplate(start);
                break;
            case ScriptFrameKind.Block or ScriptFrameKind.ClassDeclaration:
                Statement();
                break;
            default:
                Operand();
                break;
        }
    }

    // What is open at the end of the script never ends.
    private void CloseAll()
    {
        while (_depth > 0)
        {
            Unterminated(_frame.Start);
            EndArgument();
            Pop();
        }
    }
}
