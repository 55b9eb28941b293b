using System.Globalization;
using System.Text.RegularExpressions;

namespace FlashFs.Engines.Tests.Ckb;

/// <summary>A run of the real ckb-js-vm, in the WASM build of ckb-debugger from the npm package ckb-testtool.</summary>
/// <param name="Code">What the script ended with: 0, its own code, or a negative one of the VM; null when the VM crashed.</param>
/// <param name="Log">What it logged, a line each, without what the VM says at the start of every run from a file.</param>
/// <param name="Crash">What it crashed of; null when it did not.</param>
internal sealed partial record CkbRun(int? Code, IReadOnlyList<string> Log, string? Crash)
{
    private const string Package = "ckb-testtool";

    /// <summary>Runs an image from a file, as <c>--read-file</c> and <c>-f -r</c> do.</summary>
    public static CkbRun FromFile(byte[] image)
    {
        using var folder = new CkbFolder(image);
        return Run(folder, ["--read-file", folder.Inside(CkbFolder.ImageName), "--bin", "/vm/ckb-js-vm", "--", "-f", "-r"]);
    }

    /// <summary>Runs a type script for a transaction, which finds the image in a cell.</summary>
    public static CkbRun FromCell(byte[] image, string transaction)
    {
        using var folder = new CkbFolder(image, transaction);
        return Run(folder, ["--tx-file", folder.Inside(CkbFolder.TransactionName), "--script", "output.0.type"]);
    }

    /// <summary>Runs an image from a file, for a transaction.</summary>
    public static CkbRun FromFile(byte[] image, string transaction)
    {
        using var folder = new CkbFolder(image, transaction);
        return Run(
            folder,
            [
                "--read-file", folder.Inside(CkbFolder.ImageName), "--tx-file", folder.Inside(CkbFolder.TransactionName),
                "--script", "output.0.type", "--bin", "/vm/ckb-js-vm", "--", "-f", "-r",
            ]);
    }

    /// <summary>Fails the test unless the run ended with a code and logged exactly these lines.</summary>
    public void Is(int code, params string[] log)
    {
        CollectionAssert.AreEqual(log, Log.ToArray(), ToString());
        Assert.AreEqual(code, Code, ToString());
    }

    public override string ToString() => $"the VM ended with {Code?.ToString(CultureInfo.InvariantCulture) ?? Crash} and logged:{Environment.NewLine}{string.Join(Environment.NewLine, Log)}";

    private static CkbRun Run(CkbFolder folder, string[] arguments)
    {
        NodeRun run = NodeRun.Start(Package, "ckb-debugger.mjs", [folder.Path, .. arguments]);
        Match result = Result().Match(run.Output);
        Match crash = Crashed().Match(run.Errors);
        if (!result.Success && !crash.Success)
        {
            Assert.Fail($"ckb-debugger ended with {run.ExitCode} and did not run the script:{Environment.NewLine}{run.Output}{run.Errors}");
        }

        string[] log = [.. Logged().Matches(run.Output).Select(line => line.Groups[1].Value).Where(line => !line.StartsWith("Run from file, ", StringComparison.Ordinal))];
        return result.Success
            ? new CkbRun(int.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture), log, null)
            : new CkbRun(null, log, crash.Groups[1].Value);
    }

    [GeneratedRegex(@"^Run result: (-?\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Result();

    [GeneratedRegex(@"^Error: (Mem.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Crashed();

    [GeneratedRegex(@"^Script log: (.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Logged();
}
