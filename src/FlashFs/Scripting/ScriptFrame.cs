namespace FlashFs.Scripting;

/// <summary>An open bracket, and what is pending directly inside it.</summary>
internal struct ScriptFrame
{
    /// <summary>What it is.</summary>
    public ScriptFrameKind Kind;

    /// <summary>Where it opens.</summary>
    public int Start;

    /// <summary>The reference whose argument begins with the bracket, by its index from 1; 0 for none.</summary>
    public int Reference;

    /// <summary>How many <c>?</c> wait for their <c>:</c>.</summary>
    public int Conditionals;

    /// <summary>How many <c>class</c> wait for their body.</summary>
    public int Classes;

    /// <summary>Which of them are declarations: the lowest bit is that of the last one.</summary>
    public ulong ClassDeclarations;

    /// <summary>Whether it is a class body.</summary>
    public readonly bool IsClass => Kind is ScriptFrameKind.ClassDeclaration or ScriptFrameKind.ClassExpression;

    /// <summary>Whether statements stand directly inside it.</summary>
    public readonly bool HasStatements => Kind is ScriptFrameKind.Script or ScriptFrameKind.Block or ScriptFrameKind.ExpressionBody;
}
