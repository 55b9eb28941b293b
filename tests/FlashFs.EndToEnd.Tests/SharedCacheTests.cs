using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Checkouts in different folders that share what they make: through a folder, and through a real nginx.</summary>
[TestClass]
public sealed class SharedCacheTests
{
    private static readonly string[] Images = ["espfs.img", "spiffs.img"];

    [TestMethod]
    public void TwoCheckoutsShareImagesAndNoLogHasTheToken()
    {
        using var server = new NginxServer();
        using FirmwareProject first = Checkout(server, server.WriteToken);
        CommandResult pushed = first.Build("-p:FlashRemoteCachePush=true", "-v:diag", "-bl:build.binlog").Succeeded().DoesNotSay("warning FLASHFS600");
        Assert.HasCount(2, server.Files("ac"));
        Assert.HasCount(2, server.Files("cas"));
        IsNowhere(server.WriteToken, pushed, first);

        using FirmwareProject second = Checkout(server, server.ReadToken);
        CommandResult pulled = second.Build("-v:diag", "-bl:build.binlog").Succeeded().DoesNotSay("warning FLASHFS600")
            .Says("espfs.img: new, from the remote cache, ", "spiffs.img: new, from the remote cache, ");
        IsNowhere(server.ReadToken, pulled, second);
        SameImages(first, second);

        // What came over the network is here now, and a build with nothing to do asks nobody.
        second.Run("clean").Succeeded();
        Directory.Delete(second.PathOf("obj/Debug"), recursive: true);
        second.Environment["FLASHFS_CACHE_TOKEN"] = "wrong";
        second.Build().Succeeded().Says("espfs.img: new, from the cache, ").DoesNotSay("warning FLASHFS600");
        second.Build().Succeeded().DoesNotSay("warning FLASHFS600");
    }

    // Everything that a build writes, with everything on that it can write, and its log with all that MSBuild tells.
    [TestMethod]
    public void WhatAHeaderFileHoldsIsInNoLogManifestReportOrKit()
    {
        using var server = new NginxServer();
        using FirmwareProject project = new FirmwareProject().WithFiles().Write("app.bin", [0xE9, 1]).Write("boot.bin", [0xE9, 2]);
        project.Configure(
            $"<FlashRemoteCache>{server.Address}</FlashRemoteCache><FlashRemoteCacheHeaderFile>headers.txt</FlashRemoteCacheHeaderFile><FlashReleaseKit>true</FlashReleaseKit><FlashGenerateConstants>true</FlashGenerateConstants>",
            """<FlashBinary Include="app.bin" Partition="factory" /><FlashBinary Include="boot.bin" Partition="bootloader" />""");
        project.Write("headers.txt", $"Authorization: Bearer {server.WriteToken}\nX-Other: other-{server.WriteToken}\n");
        CommandResult pushed = project.Build("-p:FlashRemoteCachePush=true", "-v:diag", "-bl:build.binlog").Succeeded().DoesNotSay("warning FLASHFS600");
        Assert.HasCount(2, server.Files("ac"), "the header was sent");
        IsNowhere(server.WriteToken, pushed, project);
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "kit/manifest.json")));

        // Nor where they are refused, for whatever reason.
        project.Write("headers.txt", $"Authorization: Bearer wrong-{server.WriteToken}\n").Write("flash/start.js", "log('changed');\n");
        IsNowhere(server.WriteToken, project.Build("-v:diag", "-bl:build.binlog").Succeeded().Says("warning FLASHFS6002", "status 401"), project);
        project.Write("headers.txt", $"Bearer {server.WriteToken}\n");
        IsNowhere(server.WriteToken, project.Build("-v:diag", "-bl:build.binlog").FailedWith("FLASHFS6004", "line 1 of 'headers.txt'"), project);
    }

    [TestMethod]
    public void AForkTakesAndLeavesNothing()
    {
        using var server = new NginxServer();
        using FirmwareProject fork = Checkout(server, server.ReadToken);
        fork.Build().Succeeded().Says("espfs.img: new, ").DoesNotSay("warning FLASHFS600");
        Assert.IsEmpty(server.Files("ac"));

        // Nor where it says that it may.
        fork.Write("flash/start.js", "log('changed');\n");
        fork.Build("-p:FlashRemoteCachePush=true").Succeeded().Says("warning FLASHFS6002", "status 403: these credentials may not write");
        Assert.IsEmpty(server.Files("ac"));
        Assert.IsEmpty(server.Files("cas"));
    }

    [TestMethod]
    public void AWrongTokenIsOneWarningAndTheBuildSucceeds()
    {
        using var server = new NginxServer();
        using FirmwareProject project = Checkout(server, "no-such-token");
        CommandResult result = project.Build("-p:FlashRemoteCachePush=true", "-p:TreatWarningsAsErrors=true").Succeeded()
            .Says("warning FLASHFS6002", "status 401: these credentials may not read").DoesNotSay("no-such-token");

        // Once where it happened, once in the summary.
        Assert.AreEqual(2, result.Output.Split("warning FLASHFS6002").Length - 1, result.Output);
        Assert.IsTrue(File.Exists(Path.Combine(project.Output, "espfs.img")));
    }

    [TestMethod]
    public void WhatSomebodyPutOnTheServerNeverReachesAnImage()
    {
        using var server = new NginxServer();
        using FirmwareProject first = Checkout(server, server.WriteToken);
        first.Build("-p:FlashRemoteCachePush=true").Succeeded();
        byte[] espfs = first.Bytes("espfs.img");

        // Contents that are damaged.
        foreach (string blob in server.Files("cas"))
        {
            File.WriteAllBytes(blob, new byte[new FileInfo(blob).Length]);
        }

        using FirmwareProject second = Checkout(server, server.ReadToken);
        second.Build().Succeeded().Says("warning FLASHFS6003", "have another hash").DoesNotSay("from the remote cache");
        SameImages(first, second);

        // A whole image with another script, behind a key that leads to it in good order.
        byte[] script = "log('start');"u8.ToArray();
        byte[] evil = [.. espfs];
        "log('pwned');"u8.CopyTo(evil.AsSpan(espfs.AsSpan().IndexOf(script)));
        foreach (string key in server.Files("ac"))
        {
            string message = Encoding.Latin1.GetString(File.ReadAllBytes(key));
            File.WriteAllBytes(key, Encoding.Latin1.GetBytes(message.Replace(Sha256(espfs), Sha256(evil), StringComparison.Ordinal)));
        }

        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(server.Files("cas")[0])!, Sha256(evil)), evil);
        using FirmwareProject third = Checkout(server, server.ReadToken);
        third.Build().Succeeded().Says("warning FLASHFS6003", "espfs.img is not right", "start.js").DoesNotSay("from the remote cache");
        SameImages(first, third);
    }

    [TestMethod]
    public void BuildsAtTheSameTimeShareOneFolder()
    {
        string cache = Path.Combine(PackedPackage.Scratch, "shared-cache", Path.GetRandomFileName());
        FirmwareProject[] projects = [.. Enumerable.Range(0, 3).Select(_ => new FirmwareProject().WithFiles().Configure($"<FlashCachePath>{cache}</FlashCachePath>"))];
        Parallel.ForEach(projects[..2], project => project.Build().Succeeded().DoesNotSay("warning FLASHFS600"));
        projects[2].Build().Succeeded().Says("espfs.img: new, from the cache, ", "spiffs.img: new, from the cache, ");
        SameImages(projects[0], projects[1]);
        SameImages(projects[0], projects[2]);
        Assert.IsFalse(Directory.Exists(projects[0].PathOf("obj/flash")), "the project has none of its own");
        Array.ForEach(projects, project => project.Dispose());
    }

    private static FirmwareProject Checkout(NginxServer server, string token)
    {
        FirmwareProject project = new FirmwareProject().WithFiles().Configure($"<FlashRemoteCache>{server.Address}</FlashRemoteCache>");
        project.Environment["FLASHFS_CACHE_TOKEN"] = token;
        return project;
    }

    private static void SameImages(FirmwareProject first, FirmwareProject second)
    {
        foreach (string image in Images)
        {
            CollectionAssert.AreEqual(first.Bytes(image), second.Bytes(image), image);
        }
    }

    private static void IsNowhere(string token, CommandResult result, FirmwareProject project)
    {
        result.Says("RemoteCacheTokenVariable").DoesNotSay(token);
        using var log = new GZipStream(File.OpenRead(project.PathOf("build.binlog")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        log.CopyTo(bytes);
        ReadOnlySpan<byte> all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        Assert.IsTrue(all.IndexOf("FLASHFS_CACHE_TOKEN"u8) >= 0, "the name of the variable is there, so the search sees what is in the log");
        Assert.AreEqual(-1, all.IndexOf(Encoding.UTF8.GetBytes(token)));
        Assert.AreEqual(-1, all.IndexOf(Encoding.Unicode.GetBytes(token)));
        foreach (string path in Directory.EnumerateFiles(project.PathOf("obj"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(project.PathOf("bin"), "*", SearchOption.AllDirectories)))
        {
            Assert.AreEqual(-1, File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(token)), path);
        }
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
