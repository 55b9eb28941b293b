namespace FlashFs.Caching;

/// <summary>How far an entry may come from.</summary>
public enum CacheReach
{
    /// <summary>This machine only: what cannot be checked against its input.</summary>
    Local,

    /// <summary>The remote cache as well.</summary>
    Remote,
}
