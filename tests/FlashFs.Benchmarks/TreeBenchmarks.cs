using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;

namespace FlashFs.Benchmarks;

/// <summary>What a first build does before it makes anything: it finds the files, looks at them and hashes them.</summary>
public class TreeBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-benchmark-").FullName;
    private readonly IReadOnlyList<FileGlob> _excludes = FileGlob.ParseList("**/.git/**;**/.DS_Store;**/Thumbs.db;**/node_modules/**;**/*~");
    private string[] _paths = [];

    /// <summary>How many files of 4 000 bytes.</summary>
    [Params(100, 1_000, 10_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void SetUp() =>
        _paths = [.. new ImageCase("simplefs", Count, 4_000).FilesOnDisk(_folder).Select(file => ((DiskContents)file.Contents).DiskPath)];

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    /// <summary>One file after the other, whose paths are known.</summary>
    [Benchmark(Baseline = true)]
    public int ReadAndHash()
    {
        int sum = 0;
        foreach (string path in _paths)
        {
            sum += SHA256.HashData(File.ReadAllBytes(path))[0];
        }

        return sum;
    }

    [Benchmark]
    public int Glob() => FileTree.List(_folder, _excludes, null, new DiagnosticBag()).Files.Count();

    [Benchmark]
    public int GlobAndHash()
    {
        var diagnostics = new DiagnosticBag();
        FileTree tree = FileTree.List(_folder, _excludes, null, diagnostics);
        SourceFile[] files = [.. tree.Files.Select(file => SourceFile.Look(file.FullPath, file.RelativePath))];
        return InputScan.Run(files, null, diagnostics, CancellationToken.None).Count;
    }
}
