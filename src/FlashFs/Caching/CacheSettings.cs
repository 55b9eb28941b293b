using FlashFs.Diagnostics;

namespace FlashFs.Caching;

/// <summary>Which caches a build uses.</summary>
/// <param name="Folder">The folder of the local store, rooted.</param>
/// <param name="Limits">How much it keeps.</param>
/// <param name="Remote">The remote cache; null for none.</param>
public sealed record CacheSettings(string Folder, LocalStoreLimits Limits, RemoteCacheOptions? Remote)
{
    /// <summary>What is careless about them: said by every build that has these settings, and by none after they changed.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}
