namespace FlashFs.Formats;

/// <summary>How the size of a format's image comes about.</summary>
public enum ImageSizing
{
    /// <summary>Exactly the size asked for, which is that of the partition.</summary>
    Fixed,

    /// <summary>As large as its contents need; a size asked for is a limit.</summary>
    Trimmed,

    /// <summary>As large as its contents need, with no place in a partition unless one is named; a size asked for is a limit.</summary>
    Standalone,
}
