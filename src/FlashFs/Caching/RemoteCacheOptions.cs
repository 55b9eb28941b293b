namespace FlashFs.Caching;

/// <summary>Where a remote cache is, and how far it goes. A class, not a record: nothing prints the headers.</summary>
public sealed class RemoteCacheOptions
{
    /// <summary>The address that <c>/ac/…</c> and <c>/cas/…</c> are appended to: http or https.</summary>
    public required Uri Address { get; init; }

    /// <summary>Headers of every request: credentials. They appear in no message.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether results made here are sent there.</summary>
    public bool Push { get; init; }

    /// <summary>Whether results that cannot be checked against their input are taken from there.</summary>
    public bool Trust { get; init; }

    /// <summary>How long a request may take until something comes; then as long as its bytes keep coming at <see cref="RequestTimer.SlowestRate"/>.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>How long a connection may take: a server that is there answers to that at once.</summary>
    internal TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Ten seconds.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromSeconds(10);
}
