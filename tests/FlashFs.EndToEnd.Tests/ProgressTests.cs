using System.Text.RegularExpressions;

namespace FlashFs.EndToEnd.Tests;

/// <summary>What a build prints that nobody asked to be told more.</summary>
[TestClass]
public sealed partial class ProgressTests
{
    [TestMethod]
    public void APlainLogHasOneLineForAFlashThatChangedAndNoneForOneThatDidNot()
    {
        using PlainProject project = new PlainProject().WithFiles();
        string[] lines = Lines(project.MSBuild("Plain.proj", "-tl:off", "-v:m"));
        CollectionAssert.AreEqual((string[])[$"Plain -> {project.Output}/"], lines);
        Assert.IsEmpty(Lines(project.MSBuild("Plain.proj", "-tl:off", "-v:m")));
    }

    [TestMethod]
    public void TheTerminalLoggerLinksTheFlashOfAProjectThatChanged()
    {
        using PlainProject project = new PlainProject().WithFiles();
        string[] results = [.. Lines(project.MSBuild("Plain.proj", "-tl:on")).Where(line => line.Contains('→', StringComparison.Ordinal))];
        Assert.HasCount(1, results, "one calm line");
        StringAssert.Matches(results[0], Result());
        Assert.IsFalse(
            Lines(project.MSBuild("Plain.proj", "-tl:on")).Any(line => line.Contains("bin/flash", StringComparison.Ordinal)),
            "a build with nothing to do announced a result");
    }

    // The terminal logger moves the cursor, colours and links; what is left is what a reader sees.
    private static string[] Lines(CommandResult build) =>
        [.. Escapes().Replace(build.Succeeded().Output, "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"^Plain succeeded \([0-9.]+s\) → bin/flash/$")]
    private static partial Regex Result();

    [GeneratedRegex("\u001b(\\[[0-9;?]*[A-Za-z]|\\][^\u001b\u0007]*(\u0007|\u001b\\\\))")]
    private static partial Regex Escapes();
}
