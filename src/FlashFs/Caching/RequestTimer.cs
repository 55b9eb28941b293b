using System.Diagnostics;
using System.Globalization;

namespace FlashFs.Caching;

/// <summary>
/// The time that one request may take: a limit until something comes, and then as long as its bytes keep coming at
/// <see cref="SlowestRate"/>. A transfer that stalls ends a limit after it does, however long it said that it would be.
/// </summary>
internal sealed class RequestTimer : IDisposable
{
    /// <summary>The slowest transfer that is waited for, in bytes per second.</summary>
    public const long SlowestRate = 1 << 20;

    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _limit;
    private readonly long _started = Stopwatch.GetTimestamp();

    public RequestTimer(TimeSpan limit, CancellationToken cancellation)
    {
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _source.CancelAfter(limit);
    }

    /// <summary>Set when the time is over, or the build was stopped.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The bytes that came or went so far.</summary>
    public long Transferred { get; private set; }

    /// <summary>More bytes came or went: they bring time of their own.</summary>
    public void Add(int bytes)
    {
        Transferred += bytes;
        TimeSpan left = _limit + TimeSpan.FromSeconds((double)Transferred / SlowestRate) - Stopwatch.GetElapsedTime(_started);
        _source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>What to say when the time is over.</summary>
    public string Expired()
    {
        string seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return Transferred == 0 ? $"no answer within {seconds} s" : $"too slow, {Transferred} bytes in {seconds} s";
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
