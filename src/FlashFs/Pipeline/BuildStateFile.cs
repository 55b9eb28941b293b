namespace FlashFs.Pipeline;

/// <summary>
/// Keeps <see cref="BuildState"/> in a file. A form of its own and no JSON: a build that has nothing to do reads it, and spends more
/// on ten thousand times five tokens than on all the rest.
/// </summary>
internal static class BuildStateFile
{
    /// <summary>Reads a state, or null when there is none that can be used: then everything is looked at anew.</summary>
    public static BuildState? Read(string path) => Read(path, path => File.ReadAllBytes(path));

    /// <summary>The same in the memory of a stage, for as long as that is there.</summary>
    public static BuildState? Read(string path, StageMemory memory) => Read(path, memory.ReadFile);

    private static BuildState? Read(string path, Func<string, ReadOnlyMemory<byte>> read)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            return BuildStateReader.Read(StateFile.Open(read(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // a state that is cut, edited or of another shape is a cold start, which is always right
        }
    }

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
