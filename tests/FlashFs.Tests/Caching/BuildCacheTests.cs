using FlashFs.Caching;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Caching;

/// <summary>Checks, pushes, limits and the end of a build.</summary>
[TestClass]
public sealed class BuildCacheTests
{
    [TestMethod]
    public void WhatTheCheckRefusesIsNotUsedAndNotKept()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.TryGet(check: _ => "it holds 'evil.js'"));
        scene.Warns(DiagnosticCodes.RemoteCacheDistrusted, "espfs.img is not right", "it holds 'evil.js'");
        Assert.IsNull(scene.Local.TryGet(RemoteScene.Key));
    }

    [TestMethod]
    public void ACheckThatThrowsAtTheContentsRefusesThem()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.TryGet(check: _ => throw new FlashFormatException(DiagnosticCodes.UnknownImageFormat, "ESPFS", 0, "a header", "noise")));
        scene.Warns(DiagnosticCodes.RemoteCacheDistrusted, "espfs.img is not right");
    }

    [TestMethod]
    public void NamesInAHostileImageMakeOneShortLine()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.TryGet(check: _ => $"it holds '\u001b[2J\r\n##[error]\u202e{new string('x', 10_000)}'"));
        string message = scene.Warns(DiagnosticCodes.RemoteCacheDistrusted, "?[2J??##[error]?xxx").Message;
        Assert.IsTrue(message.Length < 600 && !message.Any(char.IsControl), message);
    }

    [TestMethod]
    public void WhatTheCheckRefusesOfTheLocalStoreIsForgottenAndAskedForElsewhere()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address);
        byte[] other = [1, 2, 3];
        scene.Local.Put(RemoteScene.Key, "x", other, TemporaryFolder.Sha256(other));
        Assert.IsTrue(scene.TryGet(check: entry => entry.IsRemote ? null : "not this") is { IsRemote: true });
        AssertDiagnostics.None(scene.Cache.Complete());
        Assert.AreEqual(RemoteScene.Sha256, scene.Local.TryGet(RemoteScene.Key)?.Sha256);
    }

    [TestMethod]
    public void ResultsAreSentOnlyWhereThatIsSaidContentsFirst()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using (var reader = new RemoteScene(server.Address))
        {
            reader.Put();
            AssertDiagnostics.None(reader.Cache.Complete());
            Assert.IsEmpty(server.Requests);
        }

        using var scene = new RemoteScene(server.Address, push: true, headers: [new("Authorization", "Bearer t"), new("X-Key", "k")]);
        scene.Put();
        AssertDiagnostics.None(scene.Cache.Complete());
        CollectionAssert.AreEqual(new[] { $"PUT {RemoteScene.BlobPath}", $"PUT {RemoteScene.KeyPath}" }, server.Lines.ToArray());
        AssertBytes.AreEqual(RemoteScene.Contents, server.Requests[0].Body);
        AssertBytes.AreEqual(RemoteScene.Message, server.Requests[1].Body);
        Assert.IsTrue(server.Requests.All(request => request.Headers["Authorization"] == "Bearer t" && request.Headers["X-Key"] == "k"));
    }

    [TestMethod]
    [DataRow(401, "may not write")]
    [DataRow(403, "may not write")]
    [DataRow(413, "too large")]
    [DataRow(500, "status 500")]
    [DataRow(302, "redirects")]
    public void AServerThatDoesNotTakeAResultIsSentNoOther(int status, string words)
    {
        using var server = new LoopbackServer(request => request.Line.StartsWith("PUT ", StringComparison.Ordinal) ? LoopbackServer.Answer(status) : RemoteScene.Right(request));
        using var scene = new RemoteScene(server.Address, push: true);
        scene.Put();
        scene.Warns(DiagnosticCodes.RemoteCacheFailed, words, "Nothing more is sent");
        scene.Put(TemporaryFolder.Key("second"));
        scene.Cache.Complete();
        Assert.HasCount(1, server.Lines, "no key after contents that were not taken, and nothing after that");
        Assert.IsTrue(scene.TryGet() is { IsRemote: false });
    }

    [TestMethod]
    public void ALargeUploadIsRefusedBeforeItIsSent()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(413));
        using var scene = new RemoteScene(server.Address, push: true);
        byte[] contents = new byte[8 << 20];
        scene.Cache.Put(RemoteScene.Key, "large", contents, TemporaryFolder.Sha256(contents));
        scene.Warns(DiagnosticCodes.RemoteCacheFailed, "413");
        Assert.IsEmpty(server.Requests[0].Body);
    }

    [TestMethod]
    public void ALargeUploadArrivesWhole()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address, push: true);
        byte[] contents = new byte[(8 << 20) + 1];
        new Random(1).NextBytes(contents);
        scene.Cache.Put(RemoteScene.Key, "large", contents, TemporaryFolder.Sha256(contents));
        AssertDiagnostics.None(scene.Cache.Complete());
        AssertBytes.AreEqual(contents, server.Requests[0].Body);
    }

    [TestMethod]
    public void AnUploadThatStallsIsAFailure()
    {
        using var server = new LoopbackServer(_ => null) { ReadsBodies = false };
        using var scene = new RemoteScene(server.Address, RemoteScene.Hasty, push: true);
        byte[] contents = new byte[64 << 20]; // more than the buffers of a connection take
        scene.Cache.Put(RemoteScene.Key, "large", contents, TemporaryFolder.Sha256(contents));
        scene.Warns(DiagnosticCodes.RemoteCacheFailed, " s. Nothing more is sent");
    }

    [TestMethod]
    public void ALargeResultComesBackWhole()
    {
        byte[] contents = new byte[(9 << 20) + 7];
        new Random(2).NextBytes(contents);
        string sha256 = TemporaryFolder.Sha256(contents);
        using var server = new LoopbackServer(request => request.Line == $"GET {RemoteScene.KeyPath}"
            ? LoopbackServer.Answer(200, RemoteScene.MessageOf(sha256, contents.Length))
            : LoopbackServer.Answer(200, contents));
        using var scene = new RemoteScene(server.Address);
        Assert.IsTrue(scene.TryGet()!.Contents.Span.SequenceEqual(contents));
    }

    [TestMethod]
    public void ABuildThatIsStoppedDoesNotWaitForTheServer()
    {
        using var asked = new ManualResetEventSlim();
        using var server = new LoopbackServer(_ =>
        {
            asked.Set();
            return null;
        });
        using var scene = new RemoteScene(server.Address);
        var waiting = Task.Run(() => scene.TryGet());
        asked.Wait();
        scene.Cancel();
        Assert.Throws<OperationCanceledException>(() => waiting.GetAwaiter().GetResult());
        AssertDiagnostics.None(scene.Cache.Complete());
    }

    [TestMethod]
    public void ABuildThatFailsDoesNotWaitForItsUploads()
    {
        using var asked = new ManualResetEventSlim();
        using var server = new LoopbackServer(_ =>
        {
            asked.Set();
            return null;
        });
        using var scene = new RemoteScene(server.Address, push: true);
        scene.Put();
        asked.Wait();
        scene.Cache.Dispose(); // returns, though nobody answers
        Assert.HasCount(1, server.Lines);
    }

    [TestMethod]
    public void ACacheIsUsedByManyThreads()
    {
        using var server = new LoopbackServer(request => request.Line.Contains("/ac/", StringComparison.Ordinal) && request.Body.Length == 0 ? LoopbackServer.Answer(404) : RemoteScene.Right(request));
        using var scene = new RemoteScene(server.Address, push: true);
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            string key = TemporaryFolder.Key($"{i}");
            byte[] contents = [(byte)i, 1, 2];
            Assert.IsNull(scene.TryGet(key));
            scene.Cache.Put(key, $"{i}", contents, TemporaryFolder.Sha256(contents));
        });
        AssertDiagnostics.None(scene.Cache.Complete());
        for (int i = 0; i < 200; i++)
        {
            Assert.AreEqual((byte)i, scene.Local.TryGet(TemporaryFolder.Key($"{i}"))!.Contents.Span[0]);
        }

        Assert.HasCount(600, server.Lines);
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(2999L)]
    public void WhatAloneIsOverTheLimitIsNotKept(long limit)
    {
        using var folder = new TemporaryFolder();
        using var cache = new BuildCache(new LocalStore(folder.Path), new LocalStoreLimits(limit, TimeSpan.FromDays(1)), null, null, CancellationToken.None);
        cache.Put(RemoteScene.Key, "x", RemoteScene.Contents, RemoteScene.Sha256);
        AssertDiagnostics.None(cache.Complete());
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    public void AFolderThatCannotBeWrittenIsOneWarning()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["occupied"], "");
        using var cache = new BuildCache(new LocalStore(folder["occupied"]), LocalStoreLimits.Default, null, null, CancellationToken.None);
        cache.Put(RemoteScene.Key, "x", RemoteScene.Contents, RemoteScene.Sha256);
        cache.Put(TemporaryFolder.Key("second"), "x", RemoteScene.Contents, RemoteScene.Sha256);
        AssertDiagnostics.Single(cache.Complete(), DiagnosticCodes.LocalCacheFailed, "occupied", "FlashCachePath");
        Assert.IsFalse(cache.TrustsRemote);
    }
}
