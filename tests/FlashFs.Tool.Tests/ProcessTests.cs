using System.Diagnostics;
using System.Text;

namespace FlashFs.Tool.Tests;

/// <summary>The tool as a process: what only a real one can get wrong.</summary>
[TestClass]
public sealed class ProcessTests
{
    [TestMethod]
    public void StreamsAndStatusAreThoseOfTheProcess()
    {
        using var folder = new ToolFolder();
        folder.With("é 日本.txt", "1");
        ToolRun run = Start(folder, "é 日本.txt\n", "pack", "--list", "-", "-f", "espfs", "-o", "a.img");
        Assert.AreEqual((0, ""), (run.Status, run.Error));
        run = Start(folder, "", "list", "a.img");
        StringAssert.Contains(run.Out, "é 日本.txt", StringComparison.Ordinal);
        Assert.AreEqual('p', run.Out[0], "no byte order mark in a pipe");
    }

    [TestMethod]
    public void ErrorsGoToStandardErrorWithoutColours()
    {
        using var folder = new ToolFolder();
        ToolRun run = Start(folder, "", "list", "gone.img");
        Assert.AreEqual((1, "", "flashfs: error FLASHFS1001: 'gone.img' does not exist; correct the path or create the file."), (run.Status, run.Out, run.Error.Trim()));
        Assert.AreEqual(2, Start(folder, "", "lst").Status);
    }

    [TestMethod]
    public void PackingDependsOnNothingAround()
    {
        using var folder = new ToolFolder();
        folder.WithInputs("web");
        Start(folder, "", "pack", "web", "-f", "spiffs", "--size", "192K", "-o", "a.img");
        CollectionAssert.AreEqual(Vectors.Bytes("images/spiffs-idf-default.img"), File.ReadAllBytes(folder["a.img"]));
    }

    private static ToolRun Start(ToolFolder folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FlashFs.Tool.dll"), .. arguments])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.Result);
    }
}
