namespace FlashFs.Pipeline;

/// <summary>
/// Keeps <see cref="BuildState"/> in a file. A form of its own and no JSON: a build that has nothing to do reads it, and spends more
/// on ten thousand times five tokens than on all the rest.
/// </summary>
internal static class BuildStateFile
{
    /// <summary>Reads a state, or null when there is none that can be used: then everything is looked at anew.</summary>
    public static BuildState? Read(string path) => StateFile.Read(path, path => File.ReadAllBytes(path), BuildStateReader.Read);

    /// <summary>The same in the memory of a stage, for as long as that is there.</summary>
    public static BuildState? Read(string path, StageMemory memory) => StateFile.Read(path, memory.ReadFile, BuildStateReader.Read);

    /// <summary>Writes a state, unless the file holds it already.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="state">The state.</param>
    /// <param name="memory">What it is put together in; an array where there is none.</param>
    public static void Write(string path, BuildState state, StageMemory? memory = null)
    {
        var writer = new StateWriter(BuildStateWriter.LengthOf(state), memory);
        BuildStateWriter.Write(writer, state);
        StateFile.Write(path, writer);
    }
}
