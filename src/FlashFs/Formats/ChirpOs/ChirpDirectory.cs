namespace FlashFs.Formats.ChirpOs;

/// <summary>A directory that lies in another one.</summary>
public sealed class ChirpDirectory : ChirpBaseDirectory
{
    /// <summary>Makes an empty directory that lies nowhere yet.</summary>
    public ChirpDirectory(ChirpNodeInfo info)
        : base(info)
    {
    }

    internal override ChirpNode Copy(string? name = null) => CopyChildrenTo(new ChirpDirectory(Info.Copy(name)));
}
