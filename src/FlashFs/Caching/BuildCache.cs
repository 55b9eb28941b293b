using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Caching;

/// <summary>
/// The caches of one build: a local store and, behind it, a remote one. Nothing that goes wrong here fails a build: it costs a
/// warning, one of each kind, and the time that the cache would have saved. Safe from several threads.
/// </summary>
public sealed class BuildCache : IDisposable
{
    // A few at once hide the waiting; ten thousand small results must not become ten thousand connections.
    private const int ParallelPushes = 4;

    // What a hostile image has in it may be as long as it is.
    private const int MaxReasonLength = 300;

    private readonly LocalStore _local;
    private readonly LocalStoreLimits _limits;
    private readonly RemoteCacheOptions? _options;
    private readonly Lazy<RemoteStore>? _remote;
    private readonly DiagnosticLocation? _location;
    private readonly List<Task> _pending = [];
    private readonly SortedDictionary<string, Diagnostic> _warnings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _pushes = new(ParallelPushes);
    private readonly CancellationTokenSource _stop;
    private long _added;
    private volatile bool _localFailed;
    private volatile bool _remoteFailed;
    private volatile bool _pushFailed;
    private bool _disposed;

    /// <summary>Takes the caches of a build. Neither disk nor network is touched before something is asked for.</summary>
    /// <param name="local">The store on this machine.</param>
    /// <param name="limits">How much it keeps.</param>
    /// <param name="remote">The remote cache; null for none.</param>
    /// <param name="location">Where warnings point.</param>
    /// <param name="cancellation">Ends requests that are under way.</param>
    public BuildCache(
        LocalStore local, LocalStoreLimits limits, RemoteCacheOptions? remote, DiagnosticLocation? location, CancellationToken cancellation)
    {
        _local = local;
        _limits = limits;
        _options = remote;
        _location = location;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _remote = remote is null ? null : new Lazy<RemoteStore>(() => new RemoteStore(remote, _stop.Token));
    }

    /// <summary>Whether the remote cache gives what cannot be checked against its input.</summary>
    public bool TrustsRemote => _options?.Trust ?? false;

    /// <summary>Finds what was made for a key before.</summary>
    /// <param name="key">The key, 64 lower-case hexadecimal digits.</param>
    /// <param name="name">A name of the contents, for messages and for people who look into the cache.</param>
    /// <param name="reach">How far it may come from.</param>
    /// <param name="check">Looks at it before it is used.</param>
    /// <returns>An entry that passed the check, or null.</returns>
    /// <exception cref="OperationCanceledException">The build was stopped.</exception>
    public CacheEntry? TryGet(string key, string name, CacheReach reach, CacheCheck check)
    {
        if (_local.TryGet(key) is { } local)
        {
            if (ProblemOf(local, check) is null)
            {
                return local;
            }

            _local.Remove(key, local.Sha256); // made again below, or by the caller
        }

        return reach == CacheReach.Remote && FromRemote(key, name, check) is { } remote ? remote : null;
    }

    /// <summary>
    /// Keeps what was made for a key, and sends it where results are sent. Returns at once; <see cref="Complete"/> waits until it
    /// is done. The bytes must not change before that. What is longer than <see cref="CacheEntry.MaxLength"/> is left out.
    /// </summary>
    /// <param name="key">The key, 64 lower-case hexadecimal digits.</param>
    /// <param name="name">A name of the contents, for messages and for people who look into the cache.</param>
    /// <param name="contents">The bytes.</param>
    /// <param name="sha256">Their SHA-256, lower-case hexadecimal.</param>
    public void Put(string key, string name, ReadOnlyMemory<byte> contents, string sha256)
    {
        if (contents.Length > CacheEntry.MaxLength)
        {
            return;
        }

        Begin(() => Keep(key, name, contents, sha256));
        Send(key, name, contents, sha256);
    }

    /// <summary>Keeps what was made for a key, on this machine before this returns, and gives it as contents that take no memory.</summary>
    internal FlashContents Keep(string key, string name, ReadOnlyMemory<byte> contents, byte[] sha256)
    {
        string hex = Convert.ToHexStringLower(sha256);
        Keep(key, name, contents, hex);
        Send(key, name, contents, hex);
        return ContentsOf(new CacheEntry(contents, hex, IsRemote: false), name);
    }

    /// <summary>An entry as contents: on disk where the store has it, which takes no memory.</summary>
    internal FlashContents ContentsOf(CacheEntry entry, string name)
    {
        byte[] sha256 = Convert.FromHexString(entry.Sha256);
        return _local.Holds(entry.Sha256, entry.Contents.Length, out string path)
            ? DiskContents.Open(path, name).WithSha256(sha256)
            : FlashContents.FromMemory(entry.Contents, sha256);
    }

    /// <summary>Waits until all is kept and sent, and keeps the local store within its limits.</summary>
    /// <returns>What there is to warn of.</returns>
    public IReadOnlyList<Diagnostic> Complete()
    {
        Task.WaitAll(TakePending());
        if (_added > 0 && !_localFailed)
        {
            TryLocal(() => _local.PruneIfDue(_added, _limits));
        }

        lock (_lock)
        {
            return [.. _warnings.Values];
        }
    }

    /// <summary>Ends what <see cref="Complete"/> did not wait for: nothing is written or sent any more when this returns.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _stop.Cancel();
        Task.WhenAny(Task.WhenAll(TakePending())).GetAwaiter().GetResult(); // what failed is not told: the build has failed already
        if (_remote is { IsValueCreated: true })
        {
            _remote.Value.Dispose();
        }

        _stop.Dispose();
        _pushes.Dispose();
    }

    // A store and a server may give anything, and what opens images throws at what is none.
    private static string? ProblemOf(CacheEntry entry, CacheCheck check)
    {
        try
        {
            return check(entry);
        }
        catch (FlashFsException e)
        {
            return e.Message;
        }
    }

    // One line of a log, whatever the names in a hostile image are.
    private static string Plain(string text)
    {
        string cut = text.Length <= MaxReasonLength ? text : $"{text.AsSpan(0, MaxReasonLength)}...";
        return string.Concat(cut.TrimEnd('.').Select(c => ActiveCharacter.Is(c) ? '?' : c));
    }

    private void Send(string key, string name, ReadOnlyMemory<byte> contents, string sha256)
    {
        if (_remote is not null && _options!.Push && !_remoteFailed && !_pushFailed)
        {
            // Bytes of its own: a server that answers before it has read all is still being sent them when whoever made them is gone.
            byte[] sent = contents.ToArray();
            Begin(() => PushAsync(key, new ActionResult(name, sha256, sent.Length), sent));
        }
    }

    private CacheEntry? FromRemote(string key, string name, CacheCheck check)
    {
        if (_remote is null || _remoteFailed)
        {
            return null;
        }

        try
        {
            if (_remote.Value.GetAsync(key).GetAwaiter().GetResult() is not { } entry)
            {
                return null;
            }

            if (ProblemOf(entry, check) is { } reason)
            {
                throw new RemoteCacheException($"what it gave for {name} is not right: {Plain(reason)}", isDistrust: true);
            }

            Begin(() => Keep(key, name, entry.Contents, entry.Sha256));
            return entry;
        }
        catch (RemoteCacheException e)
        {
            // A wrong answer says nothing of the next one; no answer means waiting for the next one as long.
            _remoteFailed |= !e.IsDistrust;
            Warn(e, "The build goes on without it.");
            return null;
        }
    }

    private async Task PushAsync(string key, ActionResult result, ReadOnlyMemory<byte> contents)
    {
        try
        {
            await _pushes.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                if (!_remoteFailed && !_pushFailed)
                {
                    await _remote!.Value.PutAsync(key, result, contents).ConfigureAwait(false);
                }
            }
            finally
            {
                _pushes.Release();
            }
        }
        catch (RemoteCacheException e)
        {
            _pushFailed = true;
            Warn(e, "Nothing more is sent to it in this build.");
        }
        catch (OperationCanceledException)
        {
            return; // the build was stopped; what was not sent is made again elsewhere
        }
    }

    private void Keep(string key, string name, ReadOnlyMemory<byte> contents, string sha256) => TryLocal(() =>
    {
        // What alone is over the limit would only push out the rest; a limit of 0 keeps nothing.
        if (contents.Length <= _limits.MaxSize && !_stop.IsCancellationRequested)
        {
            _local.Put(key, name, contents.Span, sha256);
            Interlocked.Add(ref _added, contents.Length);
        }
    });

    private void TryLocal(Action action)
    {
        try
        {
            if (!_localFailed)
            {
                action();
            }
        }
        catch (Exception e) when (e is FlashFsException or IOException or UnauthorizedAccessException)
        {
            _localFailed = true;
            Add(DiagnosticCodes.LocalCacheFailed.At(_location, $"The cache in '{_local.Folder}' cannot be written: {e.Message} The build goes on without it; free the folder, or set FlashCachePath to another one."));
        }
    }

    private void Begin(Action action) => Begin(() =>
    {
        action();
        return Task.CompletedTask;
    });

    private void Begin(Func<Task> action)
    {
        var task = Task.Run(action);
        lock (_lock)
        {
            _pending.Add(task);
        }
    }

    private Task[] TakePending()
    {
        lock (_lock)
        {
            Task[] pending = [.. _pending];
            _pending.Clear();
            return pending;
        }
    }

    private void Warn(RemoteCacheException e, string next)
    {
        DiagnosticDescriptor code = e.IsDistrust ? DiagnosticCodes.RemoteCacheDistrusted : DiagnosticCodes.RemoteCacheFailed;
        Add(code.At(_location, $"The remote cache at {_remote!.Value.Host}: {e.Message}. {next}"));
    }

    // One of each kind: a server that is down is down for ten thousand files.
    private void Add(Diagnostic warning)
    {
        lock (_lock)
        {
            _warnings.TryAdd(warning.Code, warning);
        }
    }
}
