using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using FlashFs.Caching;

namespace FlashFs.Benchmarks;

/// <summary>The local store with an image of 16 MiB, against two copies on disk and one SHA-256.</summary>
public class CacheBenchmarks
{
    private const int Length = 16 << 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-benchmark-").FullName;
    private readonly byte[] _image = new byte[Length];
    private readonly string _key = new('a', 64);
    private string _sha256 = "";
    private LocalStore _store = null!;

    [GlobalSetup]
    public void SetUp()
    {
        new Random(1).NextBytes(_image);
        _sha256 = Convert.ToHexStringLower(SHA256.HashData(_image));
        _store = new LocalStore(Path.Combine(_folder, "cache"));
        _store.Put(_key, "image.bin", _image, _sha256);
        File.WriteAllBytes(Path.Combine(_folder, "image.bin"), _image);
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public byte[] TwoCopiesOneHash()
    {
        for (int copy = 0; copy < 2; copy++)
        {
            File.WriteAllBytes(Path.Combine(_folder, "copy.bin"), File.ReadAllBytes(Path.Combine(_folder, "image.bin")));
        }

        return SHA256.HashData(_image);
    }

    [Benchmark]
    public CacheEntry? Hit() => _store.TryGet(_key);
}
