namespace FlashFs.Scripting;

/// <summary>What a script asks for.</summary>
/// <param name="References">The references in the order in which they stand.</param>
public sealed record ModuleScan(IReadOnlyList<ModuleReference> References)
{
    /// <summary>Whether the script has a static import, an export or <c>import.meta</c>, which only an ES module may.</summary>
    public bool IsEsModule { get; init; }

    /// <summary>
    /// Where a string, template, comment, regular expression or bracket begins that does not end; the first of them, or null
    /// for none. What comes after may have been read wrongly.
    /// </summary>
    public ScriptPlace? Unterminated { get; init; }
}
