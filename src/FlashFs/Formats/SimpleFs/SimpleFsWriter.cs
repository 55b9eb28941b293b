using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Finds out what a Simple FS image will be, and everything that stands in its way or will disappoint.</summary>
internal static class SimpleFsWriter
{
    private const int Sector = 4096;

    public static SimpleFsPlan? Plan(FlashFileSet files, long? size, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        foreach (FlashFile file in files)
        {
            CheckFile(file, found);
        }

        SimpleFsEntryFiles.Check(files, found);
        SimpleFsPlan? plan = null;
        if (!found.HasErrors)
        {
            plan = new SimpleFsPlan(files, size);
            CheckSize(plan, size, found);
        }

        diagnostics.AddRange(found);
        return found.HasErrors ? null : plan;
    }

    private static void CheckFile(FlashFile file, DiagnosticBag diagnostics)
    {
        int nameLength = file.Path.Utf8Length;
        if (nameLength > SimpleFsLayout.MaximumNameLength)
        {
            diagnostics.Add(
                DiagnosticCodes.NameTooLong,
                file.Source,
                $"'{file.Path}' has {nameLength} bytes of UTF-8 and a Simple FS name up to {SimpleFsLayout.MaximumNameLength}, because the VM's module loader copies names into {SimpleFsLayout.MaximumNameLength + 1} bytes; shorten it by {nameLength - SimpleFsLayout.MaximumNameLength}.");
        }

        if (SimpleFsNames.Problem(file.Path.Value) is { } problem)
        {
            diagnostics.Add(DiagnosticCodes.NameNotStorable, file.Source, $"'{file.Path}' {problem}; give it another FlashPath or leave it out.");
        }

        if (file.Contents.Length > Array.MaxLength)
        {
            diagnostics.Add(
                DiagnosticCodes.FileTooLarge,
                file.Source,
                $"'{file.Path}' has {file.Contents.Length} bytes and a Simple FS file has up to {Array.MaxLength}; leave it out or split it.");
        }
    }

    private static void CheckSize(SimpleFsPlan plan, long? size, DiagnosticBag diagnostics)
    {
        // fs-packer and its reader take every number of the table as signed.
        long limit = Math.Min(size ?? int.MaxValue, int.MaxValue);
        if (plan.Size > limit)
        {
            long? fits = plan.Size > int.MaxValue ? null : FitDiagnostics.RoundUp(plan.Size, Sector);
            diagnostics.Add(FitDiagnostics.ImageTooLarge(SimpleFsFormat.Instance, plan.Size, limit, fits, plan.Costs));
        }
        else if (plan.Size > SimpleFsLayout.MaximumRunFromCell)
        {
            string fromFile = plan.Size > SimpleFsLayout.MaximumRunFromFile
                ? $"; run from a file (-r) it takes up to {SimpleFsLayout.MaximumRunFromFile}"
                : ", though run from a file (-r) this one works";
            diagnostics.Add(
                DiagnosticCodes.ImageTooLargeToRun,
                null,
                $"The Simple FS image has {plan.Size} bytes, and out of a cell the VM can load up to {SimpleFsLayout.MaximumRunFromCell} and crashes over that{fromFile}; leave out {plan.Size - SimpleFsLayout.MaximumRunFromCell} bytes, or spread the files over several images that are mounted.");
        }
    }
}
