using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>Warns of files that look like secrets, where no project hashes its files anyway.</summary>
public static class SecretWarning
{
    /// <summary>
    /// FLASHFS1007 for each file that is named like a secret or holds the header of a private key. Reads those that nobody has read
    /// yet: of files that <see cref="FlashContents.FromFile"/> gives, and that an image was made of, hardly any.
    /// </summary>
    /// <param name="files">The files, as they are on disk.</param>
    /// <param name="advice">How to leave one out, a clause.</param>
    /// <param name="diagnostics">Takes the warnings in the order of the files, and FLASHFS1002 or 1003 for files that cannot be read.</param>
    public static void Check(FlashFileSet files, string advice, DiagnosticBag diagnostics)
    {
        foreach (FlashFile file in files)
        {
            string name = file.Contents.Origin?.File ?? file.Path.ToString();
            try
            {
                if (SecretPattern.Reason(name, SecretPattern.IsIn(file.Contents)) is { } reason)
                {
                    diagnostics.Add(SecretPattern.Warn(name, reason, advice) with { Location = file.Source });
                }
            }
            catch (FlashFsException e)
            {
                diagnostics.AddRange(e.Diagnostics);
            }
        }
    }
}
