using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Caching;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Tests.Caching;
using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

/// <summary>Which results of transforms are taken from where: two machines with one remote cache.</summary>
[TestClass]
public sealed class TransformCachingTests
{
    private const string Path = "web/index.html";
    private static readonly byte[] Contents = Encoding.ASCII.GetBytes(new string('x', 4000));

    private readonly ConcurrentDictionary<string, byte[]> _stored = new();

    [TestMethod]
    public void WhatCanBeCheckedIsTakenFromARemoteCache()
    {
        using LoopbackServer server = Server();
        Assert.IsTrue(Run(server, new GzipTransform(), push: true).WasMade);
        TransformResult second = Run(server, new GzipTransform());
        Assert.IsFalse(second.WasMade);
        CollectionAssert.AreEqual(Contents, GzipMember.Unpack(second.File.Contents.ToArray()));
        Assert.AreEqual("web/index.html.gz", second.File.Path.Value);
    }

    [TestMethod]
    public void AMemberOfOtherContentsIsMadeAgainWithAWarning()
    {
        using LoopbackServer server = Server();
        Run(server, new GzipTransform(), push: true);
        Poison(GzipMember.Pack(Encoding.ASCII.GetBytes("evil")));
        IReadOnlyList<Diagnostic> said = [];
        TransformResult second = Run(server, new GzipTransform(), said: diagnostics => said = diagnostics);
        Assert.IsTrue(second.WasMade);
        CollectionAssert.AreEqual(Contents, GzipMember.Unpack(second.File.Contents.ToArray()));
        Assert.AreEqual(DiagnosticCodes.RemoteCacheDistrusted.Code, said.Single().Code);
    }

    [TestMethod]
    public void WhatCannotBeCheckedIsTakenOnlyWithTrust()
    {
        using LoopbackServer server = Server();
        Run(server, new Opaque(), push: true);
        Poison(Encoding.ASCII.GetBytes("whatever the remote says"));

        TransformResult careful = Run(server, new Opaque());
        Assert.IsTrue(careful.WasMade);
        Assert.AreEqual("made", Encoding.ASCII.GetString(careful.File.Contents.ToArray()));

        TransformResult trusting = Run(server, new Opaque(), trust: true);
        Assert.IsFalse(trusting.WasMade);
        Assert.AreEqual("whatever the remote says", Encoding.ASCII.GetString(trusting.File.Contents.ToArray()));
    }

    // An answer that is whole and hashes right, under the key of something else.
    private void Poison(byte[] contents)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(contents));
        foreach (string key in _stored.Keys.Where(path => path.Contains("/ac/", StringComparison.Ordinal)))
        {
            _stored[key] = ActionResultMessage.ToBytes(new ActionResult("x", sha256, contents.Length));
        }

        _stored[$"/flash/cas/{sha256}"] = contents;
    }

    private LoopbackServer Server() => new(request =>
    {
        string[] line = request.Line.Split(' ');
        if (line[0] == "PUT")
        {
            _stored[line[1]] = request.Body;
            return LoopbackServer.Answer(200);
        }

        return _stored.TryGetValue(line[1], out byte[]? stored) ? LoopbackServer.Answer(200, stored) : LoopbackServer.Answer(404);
    });

    private static TransformResult Run(
        LoopbackServer server, ContentTransform transform, bool push = false, bool trust = false, Action<IReadOnlyList<Diagnostic>>? said = null)
    {
        using var folder = new TemporaryFolder();
        var remote = new RemoteCacheOptions { Address = server.Address, Push = push, Trust = trust };
        using var cache = new BuildCache(new LocalStore(folder.Path), LocalStoreLimits.Default, remote, null, CancellationToken.None);
        TransformResult result = new TransformRunner(cache, CancellationToken.None)
            .Run(transform, new FlashFile(FlashPath.Parse(Path), FlashContents.FromMemory(Contents, SHA256.HashData(Contents))));
        IReadOnlyList<Diagnostic> warnings = cache.Complete();
        said?.Invoke(warnings);
        byte[] bytes = result.File.Contents.ToArray(); // before the folder goes
        return result with { File = result.File with { Contents = FlashContents.FromMemory(bytes) } };
    }

    /// <summary>What a compiler is to a cache.</summary>
    private sealed class Opaque : ContentTransform
    {
        public override string Name => "Opaque";

        public override void AddTo(CacheKey key, FlashPath path) => key.Add("transform", "Opaque");

        public override ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation) => Encoding.ASCII.GetBytes("made");
    }
}
