using FlashFs.Diagnostics;

namespace FlashFs.Caching;

/// <summary>
/// The caches of one build: a local store and, behind it, a remote one. Nothing that goes wrong here fails a build: it costs a
/// warning, one of each kind, and the time that the cache would have saved. Safe from several threads.
/// </summary>
public sealed class BuildCache : IDisposable
{
    private readonly LocalStore _local;
    private readonly LocalStoreLimits _limits;
    private readonly RemoteCacheOptions? _options;
    private readonly Lazy<RemoteStore>? _remote;
    private readonly DiagnosticLocation? _location;
    private readonly List<Task> _pending = [];
    private readonly SortedDictionary<string, Diagnostic> _warnings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _added;
    private bool _localFailed;
    private bool _remoteFailed;
    private bool _pushFailed;

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
        _remote = remote is null ? null : new Lazy<RemoteStore>(() => new RemoteStore(remote, cancellation));
    }

    /// <summary>Whether the remote cache gives what cannot be checked against its input.</summary>
    public bool TrustsRemote => _options?.Trust ?? false;

    /// <summary>Finds what was made for a key before.</summary>
    /// <param name="key">The key, 64 lower-case hexadecimal digits.</param>
    /// <param name="name">A name of the contents, for messages and for people who look into the cache.</param>
    /// <param name="reach">How far it may come from.</param>
    /// <param name="check">Looks at it before it is used.</param>
    /// <returns>An entry that passed the check, or null.</returns>
    public CacheEntry? TryGet(string key, string name, CacheReach reach, CacheCheck check)
    {
        if (_local.TryGet(key) is { } local)
        {
            if (check(local) is null)
            {
                return local;
            }

            _local.Remove(key, local.Sha256); // made again below, or by the caller
        }

        return reach == CacheReach.Remote && FromRemote(key, name, check) is { } remote ? remote : null;
    }

    /// <summary>Keeps what was made for a key. Returns at once; <see cref="Complete"/> waits until it is done.</summary>
    public void Put(string key, string name, ReadOnlyMemory<byte> contents, string sha256)
    {
        Begin(() => Keep(key, name, contents, sha256));
        if (_remote is not null && _options!.Push && !_remoteFailed && !_pushFailed)
        {
            Begin(() => Push(key, new ActionResult(name, sha256, contents.Length), contents));
        }
    }

    /// <summary>Waits until all is kept and sent, and keeps the local store within its limits.</summary>
    /// <returns>What there is to warn of.</returns>
    public IReadOnlyList<Diagnostic> Complete()
    {
        Task[] pending;
        lock (_lock)
        {
            pending = [.. _pending];
            _pending.Clear();
        }

        Task.WaitAll(pending);
        if (_added > 0 && !_localFailed)
        {
            TryLocal(() => _local.PruneIfDue(_added, _limits));
        }

        lock (_lock)
        {
            return [.. _warnings.Values];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_remote is { IsValueCreated: true })
        {
            _remote.Value.Dispose();
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
            if (_remote.Value.TryGet(key) is not { } entry)
            {
                return null;
            }

            if (check(entry) is { } reason)
            {
                throw new RemoteCacheException($"what it gave for {name} is not right: {reason}", isDistrust: true);
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

    private void Push(string key, ActionResult result, ReadOnlyMemory<byte> contents)
    {
        try
        {
            if (!_pushFailed)
            {
                _remote!.Value.Put(key, result, contents);
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
        _local.Put(key, name, contents.Span, sha256);
        Interlocked.Add(ref _added, contents.Length);
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

    private void Begin(Action action)
    {
        var task = Task.Run(action);
        lock (_lock)
        {
            _pending.Add(task);
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
