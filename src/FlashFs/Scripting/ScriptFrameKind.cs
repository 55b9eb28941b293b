namespace FlashFs.Scripting;

/// <summary>What an open bracket is.</summary>
internal enum ScriptFrameKind : byte
{
    /// <summary>No bracket: the script itself.</summary>
    Script,

    /// <summary>A block, or the body of a function whose end ends a statement too.</summary>
    Block,

    /// <summary>The body of a function expression: an operand ends with it.</summary>
    ExpressionBody,

    /// <summary>An object literal or pattern.</summary>
    Object,

    /// <summary>The body of a class declaration.</summary>
    ClassDeclaration,

    /// <summary>The body of a class expression.</summary>
    ClassExpression,

    /// <summary><c>${…}</c> in a template.</summary>
    Substitution,

    /// <summary>Parentheses.</summary>
    Parentheses,

    /// <summary>The parentheses of <c>if</c> and its like.</summary>
    Head,

    /// <summary>The parentheses of <c>for</c>.</summary>
    ForHead,

    /// <summary>The parameters of a function declaration.</summary>
    DeclarationParameters,

    /// <summary>The parameters of a function expression.</summary>
    ExpressionParameters,

    /// <summary>Square brackets.</summary>
    Square,
}
