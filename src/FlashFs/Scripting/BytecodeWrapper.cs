namespace FlashFs.Scripting;

/// <summary>What is put around a module before it is compiled.</summary>
public enum BytecodeWrapper
{
    /// <summary>Nothing: the module is compiled as a program.</summary>
    None,

    /// <summary>A function of <c>require</c>, <c>exports</c> and <c>module</c>, which a loader of CommonJS modules calls. On the first line, so that line numbers stay.</summary>
    CommonJs,
}
