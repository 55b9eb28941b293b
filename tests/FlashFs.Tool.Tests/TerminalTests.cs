namespace FlashFs.Tool.Tests;

[TestClass]
public sealed class TerminalTests
{
    private const char Escape = '\u001b';

    [TestMethod]
    public void ATerminalGetsATableAndColours()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "a")));
        ToolRun run = folder.Run(["list", "a.img"], terminal: true);
        StringAssert.Contains(run.Out, "│", StringComparison.Ordinal);

        run = folder.Run(["list", "gone.img"], terminal: true);
        StringAssert.StartsWith(run.Error, "flashfs: ", StringComparison.Ordinal);
        StringAssert.EndsWith(run.Error.TrimEnd('\r', '\n'), "create the file.", StringComparison.Ordinal);
        Assert.HasCount(1, run.Error.TrimEnd('\r', '\n').Split('\n'));
    }

    [TestMethod]
    public void NoColourMeansNone()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "a")));
        ToolRun list = folder.Run(["list", "a.img"], terminal: true, colour: false);
        ToolRun failed = folder.Run(["list", "gone.img"], terminal: true, colour: false);
        Assert.IsFalse((list.Out + failed.Error).Contains(Escape, StringComparison.Ordinal));
        StringAssert.StartsWith(failed.Error, "flashfs: error FLASHFS1001: ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(null, "xterm", true)]
    [DataRow("", null, true)]
    [DataRow("1", "xterm", false)]
    [DataRow("0", "xterm", false)]
    [DataRow(null, "dumb", false)]
    public void TheSurroundingsSayWhetherThereAreColours(string? noColour, string? terminal, bool wanted) =>
        Assert.AreEqual(wanted, Output.ToolSession.WantsColour(noColour, terminal));

    [TestMethod]
    public void JsonAndScriptsAreTheSameOnATerminal()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "a")));
        foreach (string[] command in (string[][])[["list", "a.img", "--json"], ["info", "a.img", "--json"], ["completion", "bash"]])
        {
            Assert.AreEqual(folder.Run(command).Succeeded().Out, folder.Run(command, terminal: true).Out);
        }
    }

    [TestMethod]
    [DataRow("pack web -f espfs -o a.img", "packing")]
    [DataRow("pack web -f espfs -o a.img --check-reproducible", "packing")]
    [DataRow("verify spiffs.img", "reading every file")]
    [DataRow("extract spiffs.img -o out", "extracting")]
    [DataRow("info spiffs.img", "looking into it")]
    public void WhatTakesLongSaysSoOnATerminalAndLeavesNothingThere(string command, string doing)
    {
        using ToolFolder folder = new ToolFolder().With("web/a", "a").WithVector("spiffs.img", "images/spiffs-idf-default.img");
        string line = $"flashfs: {doing} …";
        ToolRun run = folder.Run(command.Split(' '), terminal: true, patience: TimeSpan.Zero);
        Assert.AreEqual((0, $"{line}\r{new string(' ', line.Length)}\r"), (run.Status, run.Error));
        Assert.DoesNotContain(doing, run.Out, StringComparison.Ordinal);

        // Not for programs, not where nobody looks, not on a terminal that takes nothing back, and not of what is done at once.
        Assert.AreEqual("", folder.Run([.. command.Split(' '), "--json"], terminal: true, patience: TimeSpan.Zero).Error);
        Assert.AreEqual("", folder.Run(command.Split(' '), patience: TimeSpan.Zero).Error);
        Assert.AreEqual("", folder.Run(command.Split(' '), terminal: true, colour: false, patience: TimeSpan.Zero).Error);
        Assert.AreEqual("", folder.Run(command.Split(' '), terminal: true).Error);
    }

    [TestMethod]
    public void AnErrorStandsWhereTheLineWas()
    {
        using ToolFolder folder = new ToolFolder().With("noise", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i >> 3))]);
        string error = folder.Run(["info", "noise"], terminal: true, patience: TimeSpan.Zero).Error;
        StringAssert.Contains(error, " \rflashfs: ", StringComparison.Ordinal);
        Assert.HasCount(1, error.TrimEnd('\n').Split('\n'));
    }

    [TestMethod]
    public void APipeGetsPlainText()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "a")));
        Assert.IsTrue(System.Text.Ascii.IsValid(folder.Run("list", "a.img").Succeeded().Out));
    }

    [TestMethod]
    public void NamesAreTextToATerminalNeverMarkup()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("[red]a[/]", "a"), ("[", "b")));
        StringAssert.Contains(folder.Run(["list", "a.img"], terminal: true).Out, "[red]a[/]", StringComparison.Ordinal);
        ToolRun run = folder.Run(["list", "[red]gone[/].img"], terminal: true);
        StringAssert.Contains(run.Error, "[red]gone[/].img", StringComparison.Ordinal);
    }
}
