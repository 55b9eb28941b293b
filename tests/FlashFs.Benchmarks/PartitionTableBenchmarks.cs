using System.Text;
using BenchmarkDotNet.Attributes;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Benchmarks;

/// <summary>The largest partition table there is, both ways.</summary>
public class PartitionTableBenchmarks
{
    private const int Rows = 94;
    private byte[] _csv = [];
    private byte[] _binary = [];

    [GlobalSetup]
    public void SetUp()
    {
        _csv = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Rows).Select(i => $"p{i}, data, spiffs, , 64K\n")));
        _binary = PartitionBinary.Write(FromCsv());
    }

    [Benchmark]
    public PartitionTable FromCsv() =>
        PartitionCsv.Read(_csv, "partitions.csv", new PartitionTableOptions(), new DiagnosticBag()) ?? throw new InvalidOperationException();

    [Benchmark]
    public PartitionTable FromBinary() => PartitionBinary.Read(_binary);
}
