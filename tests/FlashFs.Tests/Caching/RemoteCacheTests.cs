using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlashFs.Caching;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Caching;

/// <summary>What a remote cache may answer, or not: a hit, or a miss with at most one warning, and never more.</summary>
[TestClass]
public sealed class RemoteCacheTests
{
    private const string Secret = "s3cr3t-Value";

    [TestMethod]
    public void WhatIsThereIsTakenAndKeptHere()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address);
        Assert.IsTrue(scene.TryGet() is { IsRemote: true } entry && entry.Contents.Span.SequenceEqual(RemoteScene.Contents) && entry.Sha256 == RemoteScene.Sha256);
        AssertDiagnostics.None(scene.Cache.Complete());
        Assert.IsNotNull(scene.Local.TryGet(RemoteScene.Key));
        Assert.IsTrue(scene.TryGet() is { IsRemote: false }, "the second time it is here");
        CollectionAssert.AreEqual(new[] { $"GET {RemoteScene.KeyPath}", $"GET {RemoteScene.BlobPath}" }, server.Lines.ToArray());
    }

    [TestMethod]
    public void WhatIsNotThereIsAMissWithoutAWord()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(404));
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.TryGet());
        AssertDiagnostics.None(scene.Cache.Complete());
    }

    [TestMethod]
    public void AKeyWhoseContentsTheServerDroppedIsAMissWithoutAWord()
    {
        using var server = new LoopbackServer(RemoteScene.Blob(LoopbackServer.Answer(404)));
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.TryGet());
        AssertDiagnostics.None(scene.Cache.Complete());
    }

    [TestMethod]
    public void WithoutAnnouncedLengthContentsAreTakenToo()
    {
        string chunk = $"{RemoteScene.Contents.Length:x}\r\n{System.Text.Encoding.Latin1.GetString(RemoteScene.Contents)}\r\n0\r\n\r\n";
        using var server = new LoopbackServer(RemoteScene.Blob(LoopbackServer.Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)));
        using var scene = new RemoteScene(server.Address);
        Assert.IsNotNull(scene.TryGet());
    }

    [TestMethod]
    public void OtherBytesAreRefusedAndNotKept()
    {
        using var server = new LoopbackServer(RemoteScene.Blob(LoopbackServer.Answer(200, new byte[RemoteScene.Contents.Length])));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, "127.0.0.1", RemoteScene.Sha256, "another hash");
        Assert.IsNull(scene.Local.TryGet(RemoteScene.Key));
    }

    [TestMethod]
    [DataRow(2999, "another hash", DisplayName = "shorter")]
    [DataRow(0, "another hash", DisplayName = "empty")]
    [DataRow(3001, "3001 bytes where at most 3000 belong", DisplayName = "longer")]
    public void ContentsOfAnotherLengthAreRefused(int length, string words)
    {
        using var server = new LoopbackServer(RemoteScene.Blob(LoopbackServer.Answer(200, new byte[length])));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, words);
    }

    [TestMethod]
    public void AnAnswerThatIsCutIsAFailure()
    {
        using var server = new LoopbackServer(RemoteScene.Blob(LoopbackServer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\nonly this")));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "cut");
    }

    [TestMethod]
    [DataRow("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "", "does not end after the 4096 bytes", DisplayName = "contents")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nabcde\r\n", "does not end after the 4096 bytes", DisplayName = "chunks")]
    public void ContentsWithoutEndAreRefused(string head, string piece, string words)
    {
        byte[] endless = piece.Length > 0 ? LoopbackServer.Raw(piece) : new byte[4096];
        using var server = new LoopbackServer(_ => LoopbackServer.Raw(head)) { Endless = endless };
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, words);
    }

    [TestMethod]
    public void HeadersWithoutEndAreAFailure()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Raw("HTTP/1.1 200 OK\r\n")) { Endless = LoopbackServer.Raw("X-More: and more and more\r\n") };
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "headers of its answer are too long");
    }

    [TestMethod]
    public void AnnouncementsWithoutEndAreAFailure()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Raw("HTTP/1.1 102 Processing\r\n\r\n")) { Endless = LoopbackServer.Raw("HTTP/1.1 102 Processing\r\n\r\n") };
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "headers of its answer are too long");
    }

    [TestMethod]
    [DataRow(0, DisplayName = "no message")]
    [DataRow(1, DisplayName = "half a message")]
    [DataRow(2, DisplayName = "a page of text")]
    public void AKeyThatLeadsToNoMessageIsRefused(int kind)
    {
        byte[] body = kind switch { 0 => [], 1 => RemoteScene.Message[..40], _ => LoopbackServer.Raw("<!doctype html><title>Log in</title>") };
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(200, body));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, RemoteScene.Key, "not one that this library wrote");
    }

    [TestMethod]
    public void AMessageThatClaimsTooMuchIsRefusedBeforeAnythingIsFetched()
    {
        byte[] message = RemoteScene.MessageOf(RemoteScene.Sha256, CacheEntry.MaxLength + 1L);
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(200, message));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, "claims 268435457 bytes");
        Assert.HasCount(1, server.Lines);
    }

    [TestMethod]
    public void AClaimOfMuchBuysNoTime()
    {
        byte[] message = RemoteScene.MessageOf(RemoteScene.Sha256, CacheEntry.MaxLength);
        using var server = new LoopbackServer(request => request.Line == $"GET {RemoteScene.KeyPath}"
            ? LoopbackServer.Answer(200, message)
            : LoopbackServer.Raw($"HTTP/1.1 200 OK\r\nContent-Length: {CacheEntry.MaxLength}\r\n\r\nthat is all")) { Closes = false };
        using var scene = new RemoteScene(server.Address, RemoteScene.Hasty);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "too slow, 11 bytes");
    }

    [TestMethod]
    public void AServerThatNeverAnswersIsAFailure()
    {
        using var server = new LoopbackServer(_ => null);
        using var scene = new RemoteScene(server.Address, RemoteScene.Hasty);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "no answer within");
    }

    [TestMethod]
    public void HeadersThatStopComingAreAFailure()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Raw("HTTP/1.1 200 OK\r\nContent-Le")) { Closes = false };
        using var scene = new RemoteScene(server.Address, RemoteScene.Hasty);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "no answer within");
    }

    [TestMethod]
    public void ServersThatRefuseOrResetAreFailures()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using (var scene = new RemoteScene(new Uri($"http://127.0.0.1:{port}/")))
        {
            scene.Misses(DiagnosticCodes.RemoteCacheFailed, $"127.0.0.1:{port}", "refused");
        }

        using var server = new LoopbackServer(RemoteScene.Right) { Resets = true };
        using (var scene = new RemoteScene(server.Address))
        {
            scene.Misses(DiagnosticCodes.RemoteCacheFailed, "The build goes on without it");
        }
    }

    [TestMethod]
    public void ANameThatDoesNotResolveIsAFailure()
    {
        using var scene = new RemoteScene(new Uri("http://cache.invalid/"));
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "cache.invalid", "cannot be resolved");
    }

    [TestMethod]
    [DataRow(401, "may not read")]
    [DataRow(403, "may not read")]
    [DataRow(413, "too large")]
    [DataRow(500, "status 500")]
    [DataRow(503, "status 503")]
    public void AStatusThatIsNoAnswerIsAFailure(int status, string words)
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(status));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, words);
    }

    [TestMethod]
    [DataRow(301)]
    [DataRow(302)]
    [DataRow(307)]
    [DataRow(308)]
    public void ARedirectIsNotFollowedAndTakesNoCredentialsAway(int status)
    {
        using var elsewhere = new LoopbackServer(RemoteScene.Right);
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(status, [], $"Location: {elsewhere.Address}ac/{RemoteScene.Key}"));
        using var scene = new RemoteScene(server.Address, headers: new KeyValuePair<string, string>("Authorization", $"Bearer {Secret}"));
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, $"status {status}", $"127.0.0.1:{elsewhere.Port}", "not followed");
        Assert.IsEmpty(elsewhere.Requests);
    }

    [TestMethod]
    public void ACertificateThatDoesNotVerifyIsAFailureAndGetsNoRequest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var server = new LoopbackServer(RemoteScene.Right, certificate);
        using var scene = new RemoteScene(server.Address, headers: new KeyValuePair<string, string>("Authorization", $"Bearer {Secret}"));
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "certificate");
        Assert.IsEmpty(server.Requests);
    }

    [TestMethod]
    [DataRow("GARBAGE {0}\r\n\r\n")]
    [DataRow("HTTP/1.1 abc {0}\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\n{0}\r\n\r\n")]
    [DataRow("HTTP/1.1 500 {0}\r\n\r\n{0}")]
    [DataRow("HTTP/1.1 302 X\r\nLocation: {0}\r\n\r\n")]
    [DataRow("HTTP/1.1 302 X\r\nLocation: http://{0}@a.example/\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\r\n")]
    [DataRow("HTTP/1.1 401 X\r\nWWW-Authenticate: Basic realm={0}\r\nContent-Length: 0\r\n\r\n")]
    public void WhatTheServerEchoesIsInNoMessage(string answer)
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Raw(answer.Replace("{0}", Secret, StringComparison.Ordinal)));
        using var scene = new RemoteScene(server.Address, headers: new KeyValuePair<string, string>("Authorization", $"Bearer {Secret}"));
        Assert.IsNull(scene.TryGet());
        Diagnostic warning = scene.Warns(DiagnosticCodes.RemoteCacheFailed);
        Assert.IsFalse(warning.Message.Contains(Secret, StringComparison.Ordinal), warning.Message);
        Assert.AreEqual($"Bearer {Secret}", server.Requests[0].Headers["Authorization"]);
    }

    [TestMethod]
    public void AfterAFailureNothingIsAskedAgainAndOneWarningSaysSo()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(500));
        using var scene = new RemoteScene(server.Address, push: true);
        Assert.IsNull(scene.TryGet());
        Assert.IsNull(scene.TryGet(TemporaryFolder.Key("second")));
        scene.Put();
        scene.Warns(DiagnosticCodes.RemoteCacheFailed);
        Assert.HasCount(1, server.Lines);
        Assert.IsNotNull(scene.Local.TryGet(RemoteScene.Key), "the local store is there all the same");
    }

    [TestMethod]
    public void AfterAWrongAnswerTheNextIsAskedForAndOneWarningIsEnough()
    {
        using var server = new LoopbackServer(request => request.Line.StartsWith("GET /flash/ac/", StringComparison.Ordinal)
            ? request.Line == $"GET {RemoteScene.KeyPath}" ? RemoteScene.Right(request) : LoopbackServer.Answer(200, [1, 2, 3])
            : RemoteScene.Right(request));
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.TryGet(TemporaryFolder.Key("first")));
        Assert.IsNull(scene.TryGet(TemporaryFolder.Key("second")));
        Assert.IsNotNull(scene.TryGet());
        scene.Warns(DiagnosticCodes.RemoteCacheDistrusted, TemporaryFolder.Key("first"));
    }

    [TestMethod]
    public void WhatStaysOnThisMachineIsNeverAskedFor()
    {
        using var server = new LoopbackServer(RemoteScene.Right);
        using var scene = new RemoteScene(server.Address);
        Assert.IsNull(scene.Cache.TryGet(RemoteScene.Key, "x", CacheReach.Local, _ => null));
        Assert.IsEmpty(server.Requests);
    }
}
