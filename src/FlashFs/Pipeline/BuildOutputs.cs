using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>What the builds before left, by their state: to be taken along, or removed.</summary>
public static class BuildOutputs
{
    /// <summary>Names the outputs of the last build that are there.</summary>
    /// <param name="intermediateFolder">Where images, table and state are, rooted.</param>
    /// <param name="outputFolder">Where the outputs are, rooted.</param>
    /// <returns>Their rooted paths, in ordinal order; none when nothing was built.</returns>
    public static IReadOnlyList<string> List(string intermediateFolder, string outputFolder)
    {
        BuildState? state = BuildStateFile.Read(Path.Combine(intermediateFolder, StageFiles.AssemblyState));
        return [.. (state?.Outputs ?? []).Select(output => Path.Combine(outputFolder, output.Name)).Where(File.Exists)];
    }

    /// <summary>Deletes the outputs that the state in the intermediate folder names, the intermediate folder itself, and the output folder if nothing else is in it.</summary>
    /// <param name="intermediateFolder">Where images, table and state are, rooted.</param>
    /// <param name="outputFolder">Where the outputs are, rooted.</param>
    public static void Clean(string intermediateFolder, string outputFolder)
    {
        BuildState? state = BuildStateFile.Read(Path.Combine(intermediateFolder, StageFiles.AssemblyState));
        foreach (OutputStamp output in state?.Outputs ?? [])
        {
            File.Delete(Path.Combine(outputFolder, output.Name));
        }

        OutputFile.DeleteAbandoned(outputFolder);
        if (Directory.Exists(outputFolder) && !Directory.EnumerateFileSystemEntries(outputFolder).Any())
        {
            Directory.Delete(outputFolder);
        }

        if (Directory.Exists(intermediateFolder))
        {
            Directory.Delete(intermediateFolder, recursive: true);
        }
    }
}
