using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Scripting;

namespace FlashFs.Benchmarks;

/// <summary>What there is one of for every file, at ten times as many: the time may grow tenfold and no more.</summary>
public class GrowthBenchmarks
{
    private FlashFile[] _files = [];
    private FlashFile[] _modules = [];

    /// <summary>How many files.</summary>
    [Params(1_000, 10_000, 100_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _files = [.. Enumerable.Range(0, Count).Select(i => File($"d{i % 100}/f{i}.js", ""))];
        _modules = [.. Enumerable.Range(0, Count).Select(i => File(Name(i), i + 1 < Count ? $"import './{Name(i + 1)}';" : ""))];
    }

    [Benchmark]
    public FlashFileSet FileSet() => FlashFileSet.Sorted(_files, new DiagnosticBag());

    [Benchmark]
    public ModuleGraph Chain() => ModuleGraphBuilder.Build(
        new ModuleGraphRequest { Files = _modules, Loader = ModuleLoaders.Relative, Entries = [new ModuleEntry(Name(0), null)] }, new DiagnosticBag());

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"m{index}.js");

    private static FlashFile File(string path, string contents) =>
        new(FlashPath.Parse(path), FlashContents.FromMemory(Encoding.UTF8.GetBytes(contents)));
}
