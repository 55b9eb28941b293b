namespace FlashFs.Caching;

/// <summary>How much a local store keeps.</summary>
/// <param name="MaxSize">The bytes that all entries together may have; the ones not used for the longest time go first.</param>
/// <param name="MaxAge">How long an entry stays that nobody uses.</param>
public sealed record LocalStoreLimits(long MaxSize, TimeSpan MaxAge)
{
    /// <summary>512 MiB and 30 days.</summary>
    public static LocalStoreLimits Default { get; } = new(512L << 20, TimeSpan.FromDays(30));

    /// <summary>Any number of days as a time: what is over a thousand years is for ever.</summary>
    public static TimeSpan Days(long count)
    {
        const long ForEver = 365_000;
        return TimeSpan.FromDays(Math.Min(count, ForEver));
    }
}
