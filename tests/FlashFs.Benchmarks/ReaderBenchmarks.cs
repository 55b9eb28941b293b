using BenchmarkDotNet.Attributes;
using FlashFs.Formats;

namespace FlashFs.Benchmarks;

/// <summary>Readers against a pass over the bytes of the image.</summary>
public class ReaderBenchmarks
{
    private byte[] _image = [];
    private FlashVolume _volume = null!;
    private byte[] _contents = [];

    /// <summary>The image.</summary>
    [ParamsSource(nameof(Cases))]
    public ImageCase Case { get; set; } = null!;

    public static IEnumerable<ImageCase> Cases => [.. ImageCases.All, new("spiffs", 5_000, 2_000, 16 << 20)];

    [GlobalSetup]
    public void SetUp()
    {
        _image = Case.Plan(Case.FilesInMemory()).ToArray();
        _volume = Open();
        _contents = new byte[Case.Length];
    }

    /// <summary>A look at every byte, as many at once as the computer compares.</summary>
    [Benchmark(Baseline = true)]
    public int PassOverTheBytes() => _image.AsSpan().Count((byte)7);

    /// <summary>One byte of each cache line: what the memory allows.</summary>
    [Benchmark]
    public int PassOverTheLines()
    {
        int sum = 0;
        for (int i = 0; i < _image.Length; i += 64)
        {
            sum += _image[i];
        }

        return sum;
    }

    [Benchmark]
    public int OpenAndList() => Open().Entries.Count;

    [Benchmark]
    public long ReadAllFiles()
    {
        long sum = 0;
        foreach (VolumeEntry entry in _volume.Entries)
        {
            sum += _volume.Read(entry, 0, _contents);
        }

        return sum;
    }

    private FlashVolume Open() => Case.Writer.Open(_image, Case.Options, ReadMode.Strict);
}
