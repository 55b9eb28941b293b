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

    [Benchmark(Baseline = true)]
    public int PassOverTheBytes()
    {
        // Each cache line once: what a look at every byte costs at least.
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
