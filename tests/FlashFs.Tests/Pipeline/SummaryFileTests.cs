using FlashFs.Diagnostics;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

[TestClass]
public sealed class SummaryFileTests
{
    [TestMethod]
    public void WhatManyProjectsAppendAtOnceIsThereWhole()
    {
        string folder = Directory.CreateTempSubdirectory("flashfs-summary-").FullName;
        try
        {
            string path = Path.Combine(folder, "summary.md");
            File.WriteAllText(path, "before\n");
            string[] texts = [.. Enumerable.Range(0, 60).Select(project => string.Concat(Enumerable.Repeat($"project {project}\n", 500)))];
            Parallel.ForEach(texts, new ParallelOptions { MaxDegreeOfParallelism = 16 }, text => Assert.IsNull(SummaryFile.Append(path, text, null, CancellationToken.None)));
            string all = File.ReadAllText(path);
            StringAssert.StartsWith(all, "before\n", StringComparison.Ordinal);
            Assert.AreEqual("before\n".Length + texts.Sum(text => text.Length), all.Length);
            foreach (string text in texts)
            {
                StringAssert.Contains(all, text, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void WhatCannotBeWrittenIsAWarningThatSaysWhere()
    {
        string folder = Directory.CreateTempSubdirectory("flashfs-summary-").FullName;
        try
        {
            Diagnostic? warning = SummaryFile.Append(folder, "text", new DiagnosticLocation("Firmware.csproj"), CancellationToken.None);
            Assert.AreEqual(DiagnosticCodes.SummaryNotWritable, warning!.Descriptor);
            StringAssert.Contains(warning.Message, folder, StringComparison.Ordinal);
            Assert.AreEqual(DiagnosticCodes.SummaryNotWritable, SummaryFile.Append(Path.Combine(folder, "no", "such", "summary.md"), "text", null, CancellationToken.None)!.Descriptor);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
