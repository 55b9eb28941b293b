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
