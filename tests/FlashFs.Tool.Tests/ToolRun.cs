using System.Text.Json;

namespace FlashFs.Tool.Tests;

/// <summary>What a run of the tool left.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolRun(int Status, string Out, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Standard output as lines.</summary>
    public string[] Lines => Out.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>Nothing to complain about.</summary>
    public ToolRun Succeeded()
    {
        Assert.AreEqual("", Error, Out);
        Assert.AreEqual(0, Status);
        return this;
    }

    /// <summary>Ended so, with a diagnostic of that code whose line holds all the fragments.</summary>
    public ToolRun Failed(int status, string code, params string[] fragments)
    {
        Assert.AreEqual(status, Status, $"{Out}{Error}");
        string[] lines = [.. Error.Split('\n').Where(line => line.StartsWith($"flashfs: error {code}: ", StringComparison.Ordinal))];
        Assert.IsNotEmpty(lines, $"{code} expected in:{Environment.NewLine}{Error}");
        Assert.IsTrue(
            lines.Any(line => fragments.All(fragment => line.Contains(fragment, StringComparison.Ordinal))),
            $"{string.Join(" and ", fragments)} expected in:{Environment.NewLine}{Error}");

        // A trace of the stack is an answer to nothing that a user asked.
        Assert.IsFalse(Error.Contains("   at ", StringComparison.Ordinal), Error);
        return this;
    }
}
