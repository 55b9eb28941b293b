namespace FlashFs.Scripting;

/// <summary>What becomes of JavaScript modules.</summary>
public enum BytecodeMode
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>A compile stage that needs no engine and still runs: the source behind a line that names it.</summary>
    Placeholder,

    /// <summary>Bytecode of Duktape, by its own command line.</summary>
    Duktape,

    /// <summary>Whatever the project's command makes.</summary>
    Command,
}
