namespace FlashFs.Scripting;

/// <summary>The last token, as far as the next one depends on it by more than whether an operand may follow.</summary>
internal enum ScriptToken
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary><c>.</c> or <c>?.</c>: a word is a name.</summary>
    Dot,

    /// <summary><c>return</c>.</summary>
    Return,

    /// <summary><c>if</c> and its like: parentheses that a statement follows.</summary>
    Parentheses,

    /// <summary><c>for</c>.</summary>
    For,

    /// <summary><c>async</c> where a statement may begin.</summary>
    AsyncStatement,

    /// <summary><c>async</c> anywhere else.</summary>
    AsyncExpression,

    /// <summary><c>export default</c>: a function or class is a declaration, all else an expression.</summary>
    ExportDefault,

    /// <summary><c>function</c> of a declaration, its <c>*</c> or its name.</summary>
    FunctionDeclaration,

    /// <summary><c>function</c> of an expression, its <c>*</c> or its name.</summary>
    FunctionExpression,

    /// <summary>The parameters of a function declaration.</summary>
    DeclarationParameters,

    /// <summary>The parameters of a function expression.</summary>
    ExpressionParameters,

    /// <summary><c>=&gt;</c>.</summary>
    Arrow,
}
