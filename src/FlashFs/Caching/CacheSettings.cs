namespace FlashFs.Caching;

/// <summary>Which caches a build uses.</summary>
/// <param name="Folder">The folder of the local store, rooted.</param>
/// <param name="Limits">How much it keeps.</param>
/// <param name="Remote">The remote cache; null for none.</param>
public sealed record CacheSettings(string Folder, LocalStoreLimits Limits, RemoteCacheOptions? Remote);
