using FlashFs.Diagnostics;

namespace FlashFs.Build;

/// <summary>A diagnostic as MSBuild is told it: without the library, which a build with nothing to do does not load.</summary>
/// <param name="Code">The code.</param>
/// <param name="Weight">The number of the <see cref="DiagnosticSeverity"/>.</param>
/// <param name="Message">What is wrong, why, and what to do next.</param>
/// <param name="File">Where; null for the project.</param>
/// <param name="Line">The line, from 1; 0 when the whole file is meant.</param>
/// <param name="Column">The column in characters, from 1; 0 when the whole line is meant.</param>
internal sealed record ToldDiagnostic(string Code, int Weight, string Message, string? File, int Line, int Column)
{
    /// <summary>Whether nothing is written.</summary>
    public bool IsError => Weight == (int)DiagnosticSeverity.Error;

    /// <summary>Whether it can be silenced or raised.</summary>
    public bool IsWarning => Weight == (int)DiagnosticSeverity.Warning;

    /// <summary>A diagnostic of the library.</summary>
    public static ToldDiagnostic Of(Diagnostic diagnostic) => new(
        diagnostic.Code, (int)diagnostic.Severity, diagnostic.Message, diagnostic.Location?.File, diagnostic.Location?.Line ?? 0, diagnostic.Location?.Column ?? 0);

    /// <summary>Reads one.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public static ToldDiagnostic Read(BinaryReader reader) => new(
        reader.ReadString(), reader.ReadInt32(), reader.ReadString(), reader.ReadBoolean() ? reader.ReadString() : null, reader.ReadInt32(), reader.ReadInt32());

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Code);
        writer.Write(Weight);
        writer.Write(Message);
        writer.Write(File is not null);
        if (File is not null)
        {
            writer.Write(File);
        }

        writer.Write(Line);
        writer.Write(Column);
    }
}
