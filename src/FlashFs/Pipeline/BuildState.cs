using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>
/// What the last successful build saw and left. Paths are relative to the project, so that a state carried to another
/// machine is merely cold, never wrong.
/// </summary>
internal sealed class BuildState
{
    /// <summary>Rises when the file's shape changes; a state of another revision counts as none.</summary>
    public const int Revision = 1;

    /// <summary>The tool that wrote it.</summary>
    public string Tool { get; set; } = "";

    /// <summary>A key over the project's settings and the metadata of its items, without the files' contents.</summary>
    public string Settings { get; set; } = "";

    /// <summary>Every input by its path.</summary>
    public Dictionary<string, InputStamp> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Inputs that hold a private key.</summary>
    public HashSet<string> PrivateKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Every image, in the order of the project.</summary>
    public List<ImageRecord> Images { get; } = [];

    /// <summary>Every output by its file name, as it was left.</summary>
    public SortedDictionary<string, OutputStamp> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Where outputs go in the flash, by file name; only the assembly stage has such.</summary>
    public SortedDictionary<string, long> Offsets { get; } = new(StringComparer.Ordinal);

    /// <summary>A state that has seen its inputs and left nothing yet.</summary>
    public static BuildState Of(string settings, InputScan scan)
    {
        var state = new BuildState { Tool = ToolRevision.Full, Settings = settings };
        foreach ((string path, InputStamp stamp) in scan.Stamps)
        {
            state.Inputs.Add(path, stamp);
        }

        state.PrivateKeys.UnionWith(scan.PrivateKeys);
        return state;
    }

    /// <summary>What the build had to say short of errors: said again by a build that has nothing to do.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];
}
