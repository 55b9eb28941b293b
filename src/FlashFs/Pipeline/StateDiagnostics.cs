using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>Diagnostics in a state: said again by a build that has nothing to do.</summary>
internal static class StateDiagnostics
{
    /// <summary>Writes diagnostics with their number in front.</summary>
    public static void Write(StateWriter writer, IReadOnlyList<Diagnostic> diagnostics)
    {
        writer.Int32(diagnostics.Count);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            writer.Text(diagnostic.Code);
            writer.Text(diagnostic.Message);
            writer.Text(diagnostic.Location?.File);
            writer.Int32(diagnostic.Location?.Line ?? 0);
            writer.Int32(diagnostic.Location?.Column ?? 0);
        }
    }

    /// <summary>Reads them; one whose code is none of this version's is left out.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static void Read(StateReader reader, List<Diagnostic> diagnostics)
    {
        for (int count = reader.Count(sizeof(int)); count > 0; count--)
        {
            (string code, string message, string? file, int line, int column) = (reader.Text(), reader.Text(), reader.TextOrNull(), reader.Int32(), reader.Int32());
            if (DiagnosticCodes.All.FirstOrDefault(known => known.Code == code) is { } descriptor)
            {
                diagnostics.Add(descriptor.At(file is null ? null : new DiagnosticLocation(file, line, column), message));
            }
        }
    }
}
