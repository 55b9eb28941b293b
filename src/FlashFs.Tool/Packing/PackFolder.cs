using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Packing;

/// <summary>The files of a folder, for an image.</summary>
internal static class PackFolder
{
    /// <summary>Finds every regular file below a folder, while they are asked for.</summary>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="folder">The folder as the command line has it.</param>
    /// <param name="diagnostics">Takes FLASHFS1023 for a folder that is not there, 1002, 1004 and 1008 for files that cannot go in.</param>
    public static IEnumerable<FlashFile> Read(ToolSession session, string folder, DiagnosticBag diagnostics)
    {
        string root = session.Rooted(folder);
        var location = new DiagnosticLocation(folder);
        if (!Directory.Exists(root))
        {
            diagnostics.Add(DiagnosticCodes.FolderNotFound, location, MissingFolder.Describe($"'{folder}'", root));
            return [];
        }

        var disk = new DiskFolder(root, folder);
        return FileTree.Walk(disk, location, diagnostics).Select(relative => Open(disk, relative, diagnostics)).OfType<FlashFile>();
    }

    private static FlashFile? Open(DiskFolder folder, string relative, DiagnosticBag diagnostics)
    {
        if (!FlashPath.TryParse(relative, out FlashPath path, out string? reason))
        {
            diagnostics.Add(DiagnosticCodes.InvalidPath, null, $"'{folder.DisplayPathOf(relative)}' cannot be a path in an image: {reason}; rename the file.");
            return null;
        }

        try
        {
            return new FlashFile(path, folder.Open(relative));
        }
        catch (FlashFsException e)
        {
            diagnostics.AddRange(e.Diagnostics);
            return null;
        }
    }
}
