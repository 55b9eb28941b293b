namespace FlashFs.Diagnostics;

/// <summary>A place in the user's files.</summary>
/// <param name="File">The file as the user named it; messages show it as it is.</param>
/// <param name="Line">The line, from 1; 0 when the whole file is meant.</param>
/// <param name="Column">The column in characters, from 1; 0 when the whole line is meant.</param>
public sealed record DiagnosticLocation(string File, int Line = 0, int Column = 0)
{
    /// <summary>The place in the form that editors make a link of: <c>file(line,column)</c>.</summary>
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => File,
        (_, 0) => $"{File}({Line})",
        _ => $"{File}({Line},{Column})",
    };
}
