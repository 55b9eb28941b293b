using System.IO.Compression;
using FlashFs.Caching;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Caching;

/// <summary>A remote cache that means harm: it costs a warning, no more time and memory than is stated, and tells nobody the credentials.</summary>
[TestClass]
public sealed class RemoteAttackTests
{
    private const string Secret = "s3cr3t-t0ken";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void AnAnswerOfTenGigabytesIsRefusedByItsHeaders(bool key)
    {
        byte[] huge = LoopbackServer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
        using var server = new LoopbackServer(request => key || request.Line == $"GET {RemoteScene.BlobPath}" ? huge : RemoteScene.Right(request)) { Endless = new byte[1 << 16] };
        using var scene = new RemoteScene(server.Address);
        long before = GC.GetTotalAllocatedBytes();
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, $"has 10737418240 bytes where at most {(key ? 4096 : 3000)} belong");
        Assert.IsLessThan(64L << 20, GC.GetTotalAllocatedBytes() - before);
    }

    // Each read is answered, and would restart a limit that is for one read.
    [TestMethod]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n", "x", "too slow", DisplayName = "contents")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", "too slow", DisplayName = "chunks")]
    [DataRow("HTTP/1.1 200 OK\r\n", "X-A: b\r\n", "no answer within", DisplayName = "headers")]
    [DataRow("HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", "no answer within", DisplayName = "announcements")]
    public void AnAnswerThatDripsEndsWithTheLimitForTheWhole(string head, string piece, string words)
    {
        using var server = new LoopbackServer(RemoteScene.Blob(LoopbackServer.Raw(head))) { Endless = LoopbackServer.Raw(piece), Pause = TimeSpan.FromMilliseconds(40) };
        using var scene = new RemoteScene(server.Address, RemoteScene.Hasty);
        Assert.IsNull(scene.TryGet());

        // On a machine with too much to do not even the first byte may be there in time.
        string message = scene.Warns(DiagnosticCodes.RemoteCacheFailed).Message;
        Assert.IsTrue(message.Contains(words, StringComparison.Ordinal) || message.Contains("no answer within", StringComparison.Ordinal), message);
    }

    [TestMethod]
    [DataRow("https://127.0.0.1:PORT/flash/", "https://127.0.0.1:PORT", DisplayName = "another scheme")]
    [DataRow("http://127.0.0.1:PORT/flash/", "http://127.0.0.1:PORT", DisplayName = "another port")]
    [DataRow("http://localhost:PORT/flash/", "another host", DisplayName = "another host")]
    [DataRow("//localhost:PORT/flash/", "another", DisplayName = "another host of the same scheme")]
    [DataRow("/elsewhere", "another path", DisplayName = "another path")]
    [DataRow("http://user:password@localhost:PORT/", "another host", DisplayName = "with credentials of its own")]
    [DataRow("file:///etc/passwd", "another", DisplayName = "a file")]
    [DataRow("", "another path", DisplayName = "nowhere")]
    public void ARedirectAnywhereIsRefusedAndNobodyElseIsAsked(string location, string told)
    {
        using var elsewhere = new LoopbackServer(RemoteScene.Right);
        string port = elsewhere.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        location = location.Replace("PORT", port, StringComparison.Ordinal);
        foreach (int status in (int[])[300, 301, 302, 303, 307, 308])
        {
            using var server = new LoopbackServer(_ => LoopbackServer.Answer(status, [], $"Location: {location}"));
            using var scene = new RemoteScene(server.Address, push: true, headers: new KeyValuePair<string, string>("Authorization", $"Bearer {Secret}"));
            scene.Misses(DiagnosticCodes.RemoteCacheFailed, $"status {status}: it redirects to {told.Replace("PORT", port, StringComparison.Ordinal)}", "not followed");
            scene.Put();
            scene.Cache.Complete();
            Assert.HasCount(1, server.Requests);
        }

        Assert.IsEmpty(elsewhere.Requests);
    }

    // It knows the credentials, for it was sent them; a log of a build is read by others.
    [TestMethod]
    public void ARedirectToAHostNamedAsTheCredentialsDoesNotTellThem()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(302, [], $"Location: https://{Secret}.example/"));
        using var scene = new RemoteScene(server.Address, headers: new KeyValuePair<string, string>("Authorization", $"Bearer {Secret}"));
        Assert.IsNull(scene.TryGet());
        Assert.IsFalse(scene.Warns(DiagnosticCodes.RemoteCacheFailed).Message.Contains(Secret, StringComparison.OrdinalIgnoreCase));
    }

    // Nothing is asked for packed, and nothing is unpacked: contents are the bytes that their hash is of.
    [TestMethod]
    [DataRow("gzip")]
    [DataRow("br")]
    [DataRow("deflate")]
    public void PackedContentsAreNotUnpacked(string encoding)
    {
        byte[] bomb = Bomb();
        byte[] message = RemoteScene.MessageOf(RemoteScene.Sha256, bomb.Length);
        using var server = new LoopbackServer(request => request.Line == $"GET {RemoteScene.KeyPath}"
            ? LoopbackServer.Answer(200, message)
            : LoopbackServer.Answer(200, bomb, $"Content-Encoding: {encoding}"));
        using var scene = new RemoteScene(server.Address);
        long before = GC.GetTotalAllocatedBytes();
        scene.Misses(DiagnosticCodes.RemoteCacheDistrusted, "another hash");
        Assert.IsLessThan(16L << 20, GC.GetTotalAllocatedBytes() - before, "of 64 MiB");
        Assert.IsFalse(server.Requests.Any(request => request.Headers.ContainsKey("Accept-Encoding")));
    }

    [TestMethod]
    public void ATenthOfAMegabyteOfHeadersIsAFailure()
    {
        string[] flood = [.. Enumerable.Range(0, 2000).Select(i => $"X-{i}: {new string('x', 40)}")];
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(200, RemoteScene.Message, flood));
        using var scene = new RemoteScene(server.Address);
        scene.Misses(DiagnosticCodes.RemoteCacheFailed, "headers of its answer are too long");
    }

    [TestMethod]
    [DataRow("../../../../outside.img")]
    [DataRow("/etc/outside.img")]
    [DataRow("C:\\outside.img")]
    [DataRow("a\0b")]
    public void TheNameThatAResultHasOnTheServerIsNoPathHere(string name)
    {
        byte[] message = ActionResultMessage.ToBytes(new ActionResult(name, RemoteScene.Sha256, RemoteScene.Contents.Length));
        using var server = new LoopbackServer(request => request.Line == $"GET {RemoteScene.KeyPath}" ? LoopbackServer.Answer(200, message) : RemoteScene.Right(request));
        using var scene = new RemoteScene(server.Address);
        Assert.IsNotNull(scene.TryGet());
        Assert.IsEmpty(scene.Cache.Complete());
        string[] names = [$"v1/ac/{RemoteScene.Key[..2]}/{RemoteScene.Key}", $"v1/cas/{RemoteScene.Sha256[..2]}/{RemoteScene.Sha256}", "v1/size"];
        string[] found = [.. Directory.EnumerateFiles(scene.Local.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(scene.Local.Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(names, found);
    }

    [TestMethod]
    public void AnyMessageIsAnAnswerOrAWarning()
    {
        const int Seeds = 200;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            byte[] message = RemoteScene.Message;
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                message[random.Next(message.Length)] = (byte)random.Next(256);
            }

            using var server = new LoopbackServer(request => request.Line == $"GET {RemoteScene.KeyPath}" ? LoopbackServer.Answer(200, message) : RemoteScene.Right(request));
            using var scene = new RemoteScene(server.Address);
            CacheEntry? entry = scene.TryGet();
            IReadOnlyList<Diagnostic> warnings = scene.Cache.Complete();
            Assert.IsTrue(entry is null || entry.Contents.Span.SequenceEqual(RemoteScene.Contents), $"seed {seed}");
            Assert.IsTrue(warnings.All(warning => warning.Code is "FLASHFS6002" or "FLASHFS6003"), $"seed {seed}");
        }
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
