using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>Warns of files that look like secrets, where no project hashes its files anyway.</summary>
public static class SecretWarning
{
    /// <summary>FLASHFS1007 for each file that is named like a secret or holds the header of a private key. Reads all of them.</summary>
    /// <param name="files">The files, as they are on disk.</param>
    /// <param name="advice">How to leave one out, a clause.</param>
    /// <param name="diagnostics">Takes the warnings in the order of the files, and FLASHFS1002 or 1003 for files that cannot be read.</param>
    public static void Check(FlashFileSet files, string advice, DiagnosticBag diagnostics)
    {
        var found = new IReadOnlyList<Diagnostic>[files.Count];
        ParallelFiles.ForEach(files, (file, i) => found[i] = Look(file, advice));
        foreach (IReadOnlyList<Diagnostic> diagnostic in found)
        {
            diagnostics.AddRange(diagnostic);
        }
    }

    private static IReadOnlyList<Diagnostic> Look(FlashFile file, string advice)
    {
        string name = file.Contents.Origin?.File ?? file.Path.ToString();
        try
        {
            return SecretPattern.Reason(name, SecretPattern.IsIn(file.Contents)) is { } reason
                ? [SecretPattern.Warn(name, reason, advice) with { Location = file.Source }]
                : [];
        }
        catch (FlashFsException e)
        {
            return e.Diagnostics;
        }
    }
}
