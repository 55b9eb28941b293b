using System.Net;
using System.Net.Sockets;
using FlashFs.Tool.Tests.Explorer;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class ServeCommandTests
{
    [TestMethod]
    public void TheAddressIsSaid()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("a.img", WebImage.Lamp()).Run("serve", "a.img").Succeeded();
        Assert.StartsWith("a.img: ESPFS, ", run.Lines[0]);
        Assert.MatchesRegex("^http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}/$", run.Lines[1]);
    }

    [TestMethod]
    public void APortInUseIsSaid()
    {
        using var folder = new ToolFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        folder.With("a.img", WebImage.Lamp()).Run("serve", "a.img", "--port", port).Failed(1, "FLASHFS8001", $"Port {port} on 127.0.0.1 cannot be used: ", "leave --port out");
    }

    [TestMethod]
    [DataRow("--port x", "FLASHFS1016")]
    [DataRow("--port 65536", "FLASHFS9003")]
    [DataRow("-f nothing", "FLASHFS1010")]
    [DataRow("--nothing", "FLASHFS9003")]
    public void WrongUsageIsSaid(string options, string code)
    {
        using var folder = new ToolFolder();
        folder.With("a.img", WebImage.Lamp()).Run(["serve", "a.img", .. options.Split(' ')]).Failed(2, code);
    }

    [TestMethod]
    public void WhatIsNoImageIsRefused()
    {
        using var folder = new ToolFolder();
        folder.With("empty", "").With("text", "text").With("none/text", "text");
        using (FileStream huge = File.Create(folder["huge"]))
        {
            huge.SetLength(1L << 30);
        }

        folder.Run("serve", "empty").Failed(1, "FLASHFS5002", "0 bytes");
        folder.Run("serve", "huge").Failed(1, "FLASHFS5011", "1073741824 bytes");
        folder.Run("serve", "gone").Failed(1, "FLASHFS1001");
        folder.Run("serve", "text").Failed(1, "FLASHFS5008");
        folder.Run("serve", "none").Failed(1, "FLASHFS5008", "No file in the folder 'none'");
        folder.Run("serve", "none", "-f", "espfs").Failed(2, "FLASHFS9003", "'none' is a folder");
    }

    [TestMethod]
    public void AFlashDumpShowsTheImagesInIt()
    {
        using var folder = new ToolFolder();
        folder.WithTable("t.csv").WithVector("s.img", "images/spiffs-idf-default.img").With("app.bin", [0xE9]);
        folder.Run("merge", "t.csv", "factory=app.bin", "storage=s.img", "-o", "flash.bin").Succeeded();
        ToolRun run = folder.Run("serve", "flash.bin").Succeeded();
        Assert.StartsWith("flash.bin#storage: SPIFFS, ", run.Lines[0]);
    }

    [TestMethod]
    public void AFolderWithTooMuchIsShownInPart()
    {
        using var folder = new ToolFolder();
        byte[] image = WebImage.Lamp();
        for (int i = 0; i < 66; i++)
        {
            folder.With($"out/{i:D2}.img", image);
        }

        ToolRun run = folder.Run("serve", "out");
        Assert.AreEqual(0, run.Status);
        StringAssert.Contains(run.Error, "flashfs: warning FLASHFS8005: ", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, "2 files of it were not looked at", StringComparison.Ordinal);
        Assert.HasCount(66, run.Lines, "64 images, the address and how it ends");
    }

    [TestMethod]
    public void DamageIsAWarningAndKeepsNobodyFromLooking()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("a.img", WebImage.Lamp().AsSpan()[..^16]).Run("serve", "a.img");
        Assert.AreEqual(0, run.Status, run.Error);
        StringAssert.Contains(run.Error, "flashfs: warning FLASHFS50", StringComparison.Ordinal);
    }
}
