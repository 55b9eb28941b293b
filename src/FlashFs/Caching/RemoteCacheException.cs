namespace FlashFs.Caching;

/// <summary>A remote cache failed. Never leaves <see cref="BuildCache"/>, which goes on without it.</summary>
public sealed class RemoteCacheException : Exception
{
    internal RemoteCacheException(string message, bool isDistrust = false, Exception? cause = null)
        : base(message, cause) => IsDistrust = isDistrust;

    /// <summary>Whether it answered, and what it answered is wrong.</summary>
    public bool IsDistrust { get; }
}
