namespace FlashFs.Scripting;

/// <summary>The words that matter to the reading of a script.</summary>
internal static class ScriptWords
{
    /// <summary>What a word, written without escapes, does.</summary>
    public static ScriptWord Classify(ReadOnlySpan<byte> word) => word.Length switch
    {
        < 2 or > 10 => ScriptWord.Name,
        _ when word[0] is < (byte)'a' or > (byte)'y' => ScriptWord.Name,
        2 => OfTwo(word),
        3 => OfThree(word),
        4 => OfFour(word),
        5 => OfFive(word),
        6 => OfSix(word),
        7 => OfSeven(word),
        8 => OfEight(word),
        10 => word.SequenceEqual("instanceof"u8) ? ScriptWord.Relation : ScriptWord.Name,
        _ => ScriptWord.Name,
    };

    private static ScriptWord OfTwo(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("if"u8) ? ScriptWord.Parentheses
        : word.SequenceEqual("in"u8) ? ScriptWord.Relation
        : word.SequenceEqual("of"u8) ? ScriptWord.Of
        : word.SequenceEqual("do"u8) ? ScriptWord.Statement
        : ScriptWord.Name;

    private static ScriptWord OfThree(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("new"u8) || word.SequenceEqual("let"u8) || word.SequenceEqual("var"u8) ? ScriptWord.Operator
        : word.SequenceEqual("for"u8) ? ScriptWord.For
        : word.SequenceEqual("try"u8) ? ScriptWord.Statement
        : word.SequenceEqual("get"u8) || word.SequenceEqual("set"u8) ? ScriptWord.Modifier
        : ScriptWord.Name;

    private static ScriptWord OfFour(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("else"u8) ? ScriptWord.Statement
        : word.SequenceEqual("case"u8) || word.SequenceEqual("void"u8) ? ScriptWord.Operator
        : word.SequenceEqual("with"u8) ? ScriptWord.Parentheses
        : ScriptWord.Name;

    private static ScriptWord OfFive(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("const"u8) || word.SequenceEqual("throw"u8) || word.SequenceEqual("yield"u8) ? ScriptWord.Operator
        : word.SequenceEqual("break"u8) ? ScriptWord.Statement
        : word.SequenceEqual("while"u8) ? ScriptWord.Parentheses
        : word.SequenceEqual("catch"u8) ? ScriptWord.Catch
        : word.SequenceEqual("await"u8) ? ScriptWord.Await
        : word.SequenceEqual("async"u8) ? ScriptWord.Async
        : word.SequenceEqual("class"u8) ? ScriptWord.Class
        : ScriptWord.Name;

    private static ScriptWord OfSix(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("return"u8) ? ScriptWord.Return
        : word.SequenceEqual("typeof"u8) || word.SequenceEqual("delete"u8) ? ScriptWord.Operator
        : word.SequenceEqual("switch"u8) ? ScriptWord.Parentheses
        : word.SequenceEqual("static"u8) ? ScriptWord.Modifier
        : word.SequenceEqual("import"u8) ? ScriptWord.Import
        : word.SequenceEqual("export"u8) ? ScriptWord.Export
        : ScriptWord.Name;

    private static ScriptWord OfSeven(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("require"u8) ? ScriptWord.Require
        : word.SequenceEqual("extends"u8) ? ScriptWord.Operator
        : word.SequenceEqual("finally"u8) ? ScriptWord.Statement
        : ScriptWord.Name;

    private static ScriptWord OfEight(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("function"u8) ? ScriptWord.Function
        : word.SequenceEqual("continue"u8) || word.SequenceEqual("debugger"u8) ? ScriptWord.Statement
        : word.SequenceEqual("accessor"u8) ? ScriptWord.Modifier
        : ScriptWord.Name;
}
