using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;
using FlashFs.Reporting;

namespace FlashFs.Pipeline;

/// <summary>Makes the flash map of a build from what its stages left.</summary>
internal sealed class MapBuilder(AssemblyRequest request, FlashManifest manifest, ReadOnlyMemory<byte>? contents)
{
    private readonly BuildContents _contents = contents is { } known ? BuildContentsFile.Parse(known.Span) : new BuildContents([]);

    /// <summary>
    /// Whether there is something to show: a flash with partitions, or contents that went through something. An image that stands
    /// alone and is what its files are needs no picture.
    /// </summary>
    public bool IsWanted => request.Report && (manifest.PartitionTable is not null || _contents.Images.Count > 0);

    /// <summary>Makes the page.</summary>
    /// <exception cref="FlashFsException">FLASHFS9007: the baseline is no manifest.</exception>
    public byte[] Build() => FlashMapPage.ToBytes(new FlashMapRequest
    {
        Title = request.Title,
        Manifest = manifest,
        Images = manifest.Images.Select(Open),
        Baseline = ReadBaseline(),
    });

    private MapImage Open(ManifestImage image)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == image.Format);
        var layer = new OptionLayer("manifest", image.Options.ToDictionary(option => option.Key, option => option.Value.Value));
        var diagnostics = new DiagnosticBag(); // what is wrong with options and their folders was said when the image was made
        OptionValues options = OptionFolders.Load(OptionValues.Resolve(format, [layer], diagnostics), request.Folder, diagnostics);
        byte[] bytes = File.ReadAllBytes(Path.Combine(request.IntermediateFolder, image.Name));
        return new MapImage(image, format.Open(bytes, options, ReadMode.Salvage), _contents.Images.FirstOrDefault(contents => contents.Image == image.Name));
    }

    private FlashManifest? ReadBaseline()
    {
        if (request.BaselinePath is not { } path)
        {
            return null;
        }

        try
        {
            return ManifestFile.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new FlashFsException(DiagnosticCodes.InvalidBaseline.At(
                new DiagnosticLocation(request.Display(path)), $"'{request.Display(path)}' is no flash-manifest.json: {e.Message} Name the manifest of the build to compare with, or leave FlashReportBaseline empty."), e);
        }
    }
}
