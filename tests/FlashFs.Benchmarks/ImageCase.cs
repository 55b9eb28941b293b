using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Benchmarks;

/// <summary>An image to make: a format, how many files of which length, and the options and size that hold them.</summary>
/// <param name="Format">The format's id.</param>
/// <param name="Count">The number of files.</param>
/// <param name="Length">The length of each in bytes.</param>
/// <param name="Size">The size of the image; null where the format trims it.</param>
/// <param name="Option">One option other than by default, as <c>name=value</c>.</param>
public sealed record ImageCase(string Format, int Count, int Length, long? Size = null, string? Option = null)
{
    private const int FilesInFolder = 100;

    /// <summary>The format itself.</summary>
    public FlashFormat Writer => FlashFormats.All.Single(format => format.Id == Format);

    /// <summary>The options.</summary>
    public OptionValues Options => Resolve();

    /// <inheritdoc/>
    public override string ToString() => $"{Format}{(Option is null ? "" : $" {Option}")} {Count} x {Length}";

    /// <summary>The files, with contents in memory that no compression makes smaller and the same in every run.</summary>
    public FlashFileSet FilesInMemory() => Set(index => FlashContents.FromMemory(Contents(index)));

    /// <summary>The files, written below a folder.</summary>
    public FlashFileSet FilesOnDisk(string folder) => Set(index =>
    {
        string path = Path.Combine(folder, PathOf(index));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Contents(index));
        return FlashContents.FromFile(path);
    });

    /// <summary>The plan of the image.</summary>
    public ImagePlan Plan(FlashFileSet files)
    {
        var diagnostics = new DiagnosticBag();
        return Writer.Plan(files, Options, Size, diagnostics)
            ?? throw new InvalidOperationException(string.Join(Environment.NewLine, diagnostics));
    }

    private static string PathOf(int index) => $"d{index / FilesInFolder}/f{index}.bin";

    private FlashFileSet Set(Func<int, FlashContents> contents) => FlashFileSet.Sorted(
        Enumerable.Range(0, Count).Select(index => new FlashFile(FlashPath.Parse(PathOf(index)), contents(index))), new DiagnosticBag());

    private byte[] Contents(int index)
    {
        byte[] bytes = new byte[Length];
        new Random(index).NextBytes(bytes);
        return bytes;
    }

    private OptionValues Resolve()
    {
        var diagnostics = new DiagnosticBag();
        string[] parts = Option?.Split('=') ?? [];
        var values = parts.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { [parts[0]] = parts[1] };
        OptionValues options = OptionValues.Resolve(Writer, [new OptionLayer("benchmark", values, null)], diagnostics);
        return diagnostics.HasErrors ? throw new InvalidOperationException(string.Join(Environment.NewLine, diagnostics)) : options;
    }
}
