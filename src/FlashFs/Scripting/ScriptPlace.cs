namespace FlashFs.Scripting;

/// <summary>A place in a script.</summary>
/// <param name="Position">In bytes from 0.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
public readonly record struct ScriptPlace(int Position, int Line, int Column);
