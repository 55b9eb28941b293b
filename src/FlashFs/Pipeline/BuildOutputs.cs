using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>What the builds before left, by their state: to be taken along, or removed.</summary>
public static class BuildOutputs
{
    /// <summary>Names the outputs of the last build that are there.</summary>
    /// <param name="intermediateFolder">Where images, table and state are, rooted.</param>
    /// <param name="outputFolder">Where the outputs are, rooted.</param>
    /// <returns>Their rooted paths, in ordinal order; none when nothing was built.</returns>
    public static IReadOnlyList<string> List(string intermediateFolder, string outputFolder) =>
        [.. NamesIn(intermediateFolder, outputFolder).Select(name => Path.Combine(outputFolder, name)).Where(File.Exists)];

    /// <summary>Deletes the outputs that the state in the intermediate folder says are in the output folder, the intermediate folder itself, and the output folder if nothing else is in it.</summary>
    /// <param name="intermediateFolder">Where images, table and state are, rooted.</param>
    /// <param name="outputFolder">Where the outputs are, rooted.</param>
    public static void Clean(string intermediateFolder, string outputFolder)
    {
        IReadOnlyList<string> names = NamesIn(intermediateFolder, outputFolder);
        OutputFile.DeleteAbandoned(Path.Combine(outputFolder, StageFiles.Kit));
        OutputFile.DeleteAbandoned(outputFolder);
        Delete(outputFolder, names);
        DeleteEmpty(outputFolder);

        if (Directory.Exists(intermediateFolder))
        {
            Directory.Delete(intermediateFolder, recursive: true);
        }
    }

    /// <summary>The names of what the last build left in the output folder; none where it left them in another one: a file of such a name there is not ours.</summary>
    internal static IReadOnlyList<string> NamesIn(string intermediateFolder, string outputFolder) =>
        BuildStateFile.Read(Path.Combine(intermediateFolder, StageFiles.AssemblyState)) is { } state && state.Folder == BuildState.FolderOf(intermediateFolder, outputFolder)
            ? [.. state.Outputs.Select(output => output.Name)]
            : [];

    /// <summary>Deletes outputs by name, and the folder of the release kit once it is empty: what somebody else put there keeps it.</summary>
    internal static void Delete(string outputFolder, IReadOnlyList<string> names)
    {
        foreach (string path in names.Select(name => Path.Combine(outputFolder, name)).Where(File.Exists))
        {
            File.Delete(path);
        }

        if (names.Any(name => name.StartsWith(StageFiles.Kit + "/", StringComparison.Ordinal)))
        {
            DeleteEmpty(Path.Combine(outputFolder, StageFiles.Kit));
        }
    }

    private static void DeleteEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
