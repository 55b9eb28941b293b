using FlashFs.Diagnostics;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class ExplainCommandTests
{
    [TestMethod]
    public void EveryCodeHasItsParagraph()
    {
        using var folder = new ToolFolder();
        foreach (DiagnosticDescriptor descriptor in DiagnosticCodes.All)
        {
            ToolRun run = folder.Run("explain", descriptor.Code).Succeeded();
            Assert.AreEqual($"{descriptor.Code}: {descriptor.Title}", run.Lines[0]);
            StringAssert.StartsWith(run.Lines[2], $"{descriptor.Severity}. ", StringComparison.Ordinal);
            Assert.HasCount(1, run.Lines.Where(line => line.StartsWith("FLASHFS", StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    [DataRow("2001")]
    [DataRow("flashfs2001")]
    public void ACodeMayBeWrittenShort(string code)
    {
        using var folder = new ToolFolder();
        StringAssert.StartsWith(folder.Run("explain", code).Succeeded().Out, "FLASHFS2001: ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("FLASHFS2999")]
    [DataRow("nonsense")]
    [DataRow("")]
    public void AnUnknownCodeIsWrongUsage(string code)
    {
        using var folder = new ToolFolder();
        folder.Run("explain", code).Failed(2, "FLASHFS9003", $"'{code}'");
    }
}
