using BenchmarkDotNet.Attributes;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Benchmarks;

/// <summary>Writers in memory against a copy of the bytes that they make.</summary>
public class WriterBenchmarks
{
    private FlashFileSet _files = null!;
    private ImagePlan _plan = null!;
    private byte[] _image = [];
    private byte[] _copy = [];

    /// <summary>The image.</summary>
    [ParamsSource(nameof(Cases))]
    public ImageCase Case { get; set; } = null!;

    public static IEnumerable<ImageCase> Cases => ImageCases.All;

    [GlobalSetup]
    public void SetUp()
    {
        _files = Case.FilesInMemory();
        _plan = Case.Plan(_files);
        _image = _plan.ToArray();
        _copy = new byte[_image.Length];
    }

    [Benchmark(Baseline = true)]
    public void CopyOfTheImage() => _image.CopyTo(_copy, 0);

    [Benchmark]
    public void Write() => _plan.Write(_copy);

    [Benchmark]
    public ImagePlan PlanOnly() => Case.Plan(_files);
}
