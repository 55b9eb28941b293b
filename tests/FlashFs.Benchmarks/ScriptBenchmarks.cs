using BenchmarkDotNet.Attributes;
using FlashFs.Scripting;

namespace FlashFs.Benchmarks;

/// <summary>The module scanner over one megabyte of scripts, against a copy of it.</summary>
public class ScriptBenchmarks
{
    private readonly byte[] _source = Corpus.Script(1_000_000);
    private readonly byte[] _copy = new byte[1_000_000];

    [Benchmark(Baseline = true)]
    public void Copy() => _source.CopyTo(_copy, 0);

    [Benchmark]
    public ModuleScan Scan() => ModuleScanner.Scan(_source);
}
