namespace FlashFs.Scripting;

/// <summary>What a word does to the reading of what follows. Words of one effect have one value.</summary>
internal enum ScriptWord
{
    /// <summary>A name, or a word that is a value.</summary>
    Name,

    /// <summary>An operand comes next: <c>typeof</c>, <c>case</c>, <c>var</c> and the like.</summary>
    Operator,

    /// <summary><c>in</c>, <c>instanceof</c>: an operator between two operands.</summary>
    Relation,

    /// <summary><c>return</c>, which a line end may end.</summary>
    Return,

    /// <summary>A statement comes next: <c>do</c>, <c>else</c>, <c>try</c>; also after <c>break</c>, as nothing else can.</summary>
    Statement,

    /// <summary><c>if</c>, <c>while</c>, <c>with</c>, <c>switch</c>: parentheses, then a statement.</summary>
    Parentheses,

    /// <summary><c>catch</c>: parentheses or not, then a block.</summary>
    Catch,

    /// <summary><c>for</c>.</summary>
    For,

    /// <summary><c>of</c>, an operator only in the head of <c>for</c>.</summary>
    Of,

    /// <summary><c>await</c>, which may stand between <c>for</c> and its head.</summary>
    Await,

    /// <summary><c>async</c>, which may stand before <c>function</c> and before a method.</summary>
    Async,

    /// <summary><c>get</c>, <c>set</c>, <c>static</c>, <c>accessor</c>, which may stand before the name of a member.</summary>
    Modifier,

    /// <summary><c>function</c>.</summary>
    Function,

    /// <summary><c>class</c>.</summary>
    Class,

    /// <summary><c>import</c>.</summary>
    Import,

    /// <summary><c>export</c>.</summary>
    Export,

    /// <summary><c>require</c>.</summary>
    Require,
}
