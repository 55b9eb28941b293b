namespace FlashFs.EndToEnd.Tests;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>Fails the test with the whole output unless the command succeeded.</summary>
    public CommandResult Succeeded()
    {
        Assert.AreEqual(0, ExitCode, $"{Command}{Environment.NewLine}{Output}");
        return this;
    }

    /// <summary>Fails the test with the whole output unless the command failed with that code.</summary>
    public CommandResult FailedWith(string code, params string[] fragments)
    {
        Assert.AreNotEqual(0, ExitCode, $"{Command}{Environment.NewLine}{Output}");
        return Says($"error {code}: ").Says(fragments);
    }

    /// <summary>Fails the test unless the output holds every fragment.</summary>
    public CommandResult Says(params string[] fragments)
    {
        foreach (string fragment in fragments)
        {
            StringAssert.Contains(Output, fragment, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>Fails the test if the output holds a fragment.</summary>
    public CommandResult DoesNotSay(string fragment)
    {
        Assert.DoesNotContain(fragment, Output, StringComparison.Ordinal);
        return this;
    }
}
