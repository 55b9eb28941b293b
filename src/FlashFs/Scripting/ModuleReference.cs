namespace FlashFs.Scripting;

/// <summary>A place in a script that asks for a module.</summary>
/// <param name="Kind">How it asks.</param>
/// <param name="Specifier">
/// What it asks for, with its escapes decoded; null where the argument is no literal, so that only running the script tells.
/// </param>
/// <param name="Position">
/// Where the specifier begins, in bytes from 0: its first byte after the quote, or that of the argument where it is no literal.
/// </param>
/// <param name="Length">How many bytes it has as written, without quotes; up to the end of the argument where it is no literal.</param>
/// <param name="Line">The line of <paramref name="Position"/>, from 1. CR LF, CR, LF, U+2028 and U+2029 end a line.</param>
/// <param name="Column">
/// The column of <paramref name="Position"/>, from 1, in UTF-16 code units as editors count them; a tab is one, a byte order
/// mark none.
/// </param>
public readonly record struct ModuleReference(ModuleReferenceKind Kind, string? Specifier, int Position, int Length, int Line, int Column);
