namespace FlashFs.Pipeline;

/// <summary>The names of the files in the intermediate folder that are not images.</summary>
internal static class StageFiles
{
    /// <summary>What the images stage saw and left.</summary>
    public const string State = "state.json";

    /// <summary>What the images stage resolved: the manifest as far as it is known then, for the assembly stage.</summary>
    public const string Layout = "layout.json";

    /// <summary>The partition table in its binary form.</summary>
    public const string Table = "partition-table.bin";

    /// <summary>What the assembly stage saw and left.</summary>
    public const string AssemblyState = "outputs.json";
}
