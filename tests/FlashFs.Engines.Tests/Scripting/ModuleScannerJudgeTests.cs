using System.Text.Json;
using FlashFs.Scripting;

namespace FlashFs.Engines.Tests.Scripting;

/// <summary>
/// What the scanner finds in every script of large packages, judged by acorn, which parses, and by es-module-lexer: each
/// reference with its specifier, bytes, line and column.
/// </summary>
/// <remarks>
/// There is no difference but in what the judges mean by it: es-module-lexer knows no <c>require</c>, and both take a byte order
/// mark for part of the script.
/// </remarks>
[TestClass]
public sealed class ModuleScannerJudgeTests
{
    [TestMethod]
    [DataRow("acorn", 3, 3)]
    [DataRow("lodash-es", 600, 1500)]
    [DataRow("preact", 20, 40)]
    [DataRow("prettier", 30, 50)]
    [DataRow("react-dom", 10, 20)]
    [DataRow("three", 500, 2000)]
    [DataRow("typescript", 5, 10)]
    public void EveryScriptOfAPackageIsReadAsItsJudgesReadIt(string package, int leastFiles, int leastReferences)
    {
        NodeRun run = NodeRun.Start(package, "module-references.mjs", package);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        var differences = new List<string>();
        int files = 0;
        int references = 0;
        foreach (string line in run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var judged = JsonDocument.Parse(line);
            string file = judged.RootElement.GetProperty("file").GetString()!;
            ModuleScan scan = ModuleScanner.Scan(File.ReadAllBytes(file));
            files++;
            references += scan.References.Count;
            if (scan.Unterminated is { } place)
            {
                differences.Add($"{file}: unterminated at {place}");
            }

            Compare(file, "acorn", judged.RootElement.GetProperty("tree"), scan.References, differences);
            Compare(file, "es-module-lexer", judged.RootElement.GetProperty("lexer"), scan.References.Where(item => item.Kind != ModuleReferenceKind.Require), differences);
        }

        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences.Take(20)));
        Assert.IsGreaterThanOrEqualTo(leastFiles, files);
        Assert.IsGreaterThanOrEqualTo(leastReferences, references);
    }

    private static void Compare(string file, string judge, JsonElement judged, IEnumerable<ModuleReference> scanned, List<string> differences)
    {
        string[] expected = [.. judged.EnumerateArray().Select(item => string.Join(' ',
            item.GetProperty("kind").GetString(),
            Describe(item.GetProperty("specifier").GetString()),
            item.GetProperty("position").GetInt32(),
            item.GetProperty("length").GetInt32(),
            item.GetProperty("line").GetInt32(),
            item.GetProperty("column").GetInt32()))];
        string[] actual = [.. scanned.Select(item => string.Join(' ', item.Kind, Describe(item.Specifier), item.Position, item.Length, item.Line, item.Column))];
        differences.AddRange(expected.Except(actual).Select(item => $"{file}: only {judge}: {item}"));
        differences.AddRange(actual.Except(expected).Select(item => $"{file}: only the scanner: {item}"));
    }

    private static string Describe(string? specifier) => specifier is null ? "unknown" : $"'{specifier}'";
}
