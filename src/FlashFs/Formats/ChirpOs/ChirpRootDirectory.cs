namespace FlashFs.Formats.ChirpOs;

/// <summary>The directory that holds all others. It need not have a name.</summary>
public sealed class ChirpRootDirectory : ChirpBaseDirectory
{
    internal ChirpRootDirectory(ChirpNodeInfo info)
        : base(info)
    {
    }

    internal override ChirpNode Copy(string? name = null) => CopyChildrenTo(new ChirpRootDirectory(Info.Copy(name)));
}
