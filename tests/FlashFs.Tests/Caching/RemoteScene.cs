using FlashFs.Caching;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Caching;

/// <summary>An empty local store before a remote cache, as a fresh machine has it, and one image.</summary>
internal sealed class RemoteScene : IDisposable
{
    /// <summary>Longer than anything takes that ends at all.</summary>
    public static readonly TimeSpan Patient = TimeSpan.FromMinutes(2);

    /// <summary>For servers that never answer: how soon that is noticed decides nothing.</summary>
    public static readonly TimeSpan Hasty = TimeSpan.FromMilliseconds(300);

    public static readonly string Key = TemporaryFolder.Key("key of an image");
    public static readonly byte[] Contents = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i))];
    public static readonly string Sha256 = TemporaryFolder.Sha256(Contents);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancellation = new();

    public RemoteScene(Uri address, TimeSpan? limit = null, bool push = false, params KeyValuePair<string, string>[] headers)
    {
        Local = new LocalStore(_folder.Path);
        Cache = new BuildCache(
            Local,
            LocalStoreLimits.Default,
            new RemoteCacheOptions { Address = address, TimeLimit = limit ?? Patient, ConnectLimit = Patient, Push = push, Headers = headers },
            null,
            _cancellation.Token);
    }

    public static string KeyPath => $"/flash/ac/{Key}";

    public static string BlobPath => $"/flash/cas/{Sha256}";

    public static byte[] Message => MessageOf(Sha256, Contents.Length);

    public LocalStore Local { get; }

    public BuildCache Cache { get; }

    public static byte[] MessageOf(string sha256, long length) => ActionResultMessage.ToBytes(new ActionResult("espfs.img", sha256, length));

    /// <summary>A server that has the image.</summary>
    public static byte[] Right(LoopbackRequest request) => request.Line switch
    {
        _ when request.Line == $"GET {KeyPath}" => LoopbackServer.Answer(200, Message),
        _ when request.Line == $"GET {BlobPath}" => LoopbackServer.Answer(200, Contents),
        _ when request.Line.StartsWith("PUT ", StringComparison.Ordinal) => LoopbackServer.Answer(201),
        _ => LoopbackServer.Answer(404),
    };

    /// <summary>A server that has the key, and gives any answer for the contents.</summary>
    public static Func<LoopbackRequest, byte[]?> Blob(byte[]? answer) =>
        request => request.Line == $"GET {BlobPath}" ? answer : Right(request);

    public CacheEntry? TryGet(string? key = null, CacheCheck? check = null) =>
        Cache.TryGet(key ?? Key, "espfs.img", CacheReach.Remote, check ?? (_ => null));

    public void Put(string? key = null) => Cache.Put(key ?? Key, "espfs.img", Contents, Sha256);

    public void Cancel() => _cancellation.Cancel();

    /// <summary>Nothing came, and one warning of that kind says why.</summary>
    public void Misses(DiagnosticDescriptor warning, params string[] fragments)
    {
        Assert.IsNull(TryGet());
        Warns(warning, fragments);
    }

    /// <summary>One warning of that kind, and no other.</summary>
    public Diagnostic Warns(DiagnosticDescriptor warning, params string[] fragments)
    {
        IReadOnlyList<Diagnostic> warnings = Cache.Complete();
        Assert.HasCount(1, warnings, string.Join('\n', warnings));
        return AssertDiagnostics.Single(warnings, warning, fragments);
    }

    public void Dispose()
    {
        Cache.Dispose();
        _folder.Dispose();
        _cancellation.Dispose();
    }
}
