using BenchmarkDotNet.Attributes;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;

namespace FlashFs.Benchmarks;

/// <summary>From files to a file, against reading all files and writing as many bytes as the image has.</summary>
public class DiskBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-benchmark-").FullName;
    private FlashFileSet _files = null!;
    private byte[] _image = [];

    /// <summary>The image.</summary>
    [ParamsSource(nameof(Cases))]
    public ImageCase Case { get; set; } = null!;

    public static IEnumerable<ImageCase> Cases => ImageCases.All;

    private string Output => Path.Combine(_folder, "image.bin");

    [GlobalSetup]
    public void SetUp()
    {
        _files = Case.FilesOnDisk(_folder);
        _image = Case.Plan(_files).ToArray();
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public void ReadAllWriteImage()
    {
        foreach (FlashFile file in _files)
        {
            _ = File.ReadAllBytes(((DiskContents)file.Contents).DiskPath);
        }

        File.WriteAllBytes(Output, _image);
    }

    [Benchmark]
    public bool FilesToFile() => OutputFile.Write(Output + ".img", Case.Plan(_files).ToArray());

    /// <summary>As a build does it: read back against the files, and hashed.</summary>
    [Benchmark]
    public BuiltImage? FilesToCheckedImage() =>
        ImageBuilder.Build(Case.Writer, _files, Case.Options, Case.Size, verify: true, new DiagnosticBag());
}
