namespace FlashFs.Caching;

/// <summary>A file of a local store, as a walk found it.</summary>
/// <param name="Path">The file, rooted.</param>
/// <param name="IsKey">Whether it is a key, not contents.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastUse">When it was last used, to a day; UTC.</param>
internal readonly record struct StoredFile(string Path, bool IsKey, long Length, DateTime LastUse);
