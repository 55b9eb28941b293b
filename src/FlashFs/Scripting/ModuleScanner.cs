namespace FlashFs.Scripting;

/// <summary>Finds what a script asks for, without running or compiling it.</summary>
/// <remarks>
/// ES modules and CommonJS in UTF-8, as ECMAScript 2025 writes them, with import attributes and phases. Any bytes may be given:
/// it never throws and takes time in proportion to their number. That <c>require</c> is a variable of the script is not seen;
/// <c>x.require(…)</c>, <c>#require</c> and a method of that name do not count. <c>import()</c> and <c>require()</c> without an
/// argument do not count either.
/// </remarks>
public static class ModuleScanner
{
    /// <summary>Scans a script.</summary>
    /// <param name="source">Its bytes, with or without a byte order mark.</param>
    public static ModuleScan Scan(ReadOnlySpan<byte> source)
    {
        ModuleScan scan = new ScriptLexer(source, htmlComments: true).Scan(out bool htmlComment);

        // Only classic scripts have HTML-like comments. That a script is none may show only after the first of them.
        return htmlComment && scan.IsEsModule ? new ScriptLexer(source, htmlComments: false).Scan(out _) : scan;
    }
}
