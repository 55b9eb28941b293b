using System.Text;
using BenchmarkDotNet.Attributes;
using FlashFs.Compression;

namespace FlashFs.Benchmarks;

/// <summary>Compression of one megabyte on one core: milliseconds turned over are gigabytes a second.</summary>
public class CompressionBenchmarks
{
    private const int Length = 1_000_000;
    private byte[] _contents = [];
    private byte[] _stream = [];
    private byte[] _copy = [];
    private byte[] _gzip = [];
    private string _text = "";

    /// <summary>What is compressed.</summary>
    [Params("code", "text")]
    public string Contents { get; set; } = "";

    /// <summary>Window and lookahead bits of heatshrink.</summary>
    [Params("5,3", "6,3", "7,3", "8,4", "11,4", "13,4")]
    public string Window { get; set; } = "";

    private HeatshrinkParameters Parameters => new(int.Parse(Window.Split(',')[0], null), int.Parse(Window.Split(',')[1], null));

    [GlobalSetup]
    public void SetUp()
    {
        _contents = Contents == "code" ? Corpus.Code(Length) : Corpus.Text(Length);
        _stream = Heatshrink.Encode(_contents, Parameters);
        _copy = new byte[Length];
        _gzip = GzipMember.Pack(_contents);
        _text = Encoding.UTF8.GetString(_contents);
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _contents.CopyTo(_copy, 0);

    [Benchmark]
    public byte[] HeatshrinkEncode() => Heatshrink.Encode(_contents, Parameters);

    [Benchmark]
    public bool HeatshrinkDecode() => Heatshrink.TryDecode(_stream, _copy, Parameters, out _);

    [Benchmark]
    public byte[] GzipPack() => GzipMember.Pack(_contents);

    [Benchmark]
    public byte[] GzipUnpack() => GzipMember.Unpack(_gzip);

    [Benchmark]
    public string LzStringCompress() => LzString.CompressToUtf16(_text);
}
