using System.Buffers;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Pipeline.Kit;

/// <summary>
/// Everything that goes out with a release, in one folder and one zip: the outputs of the build, the table as text, checksums, a
/// manifest for flashing from the browser, and a guide.
/// </summary>
internal static class ReleaseKit
{
    /// <summary>The folder, below the output folder.</summary>
    public const string Folder = StageFiles.Kit;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>Reports what keeps a kit from being made: parts that are missing, or a name that cannot be its file's.</summary>
    public static void Check(KitSettings settings, FlashLayout? layout, FlashParts parts, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        string name = settings.Name;
        if (name.Length == 0 || name[0] == '.' || name.AsSpan().IndexOfAny(NotInNames) >= 0 || name.Any(char.IsControl) || name != name.Trim())
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidMetadata, location, $"FlashReleaseKitName is '{name}', which is no file name; it is the name of the kit's zip, without extension.");
        }
        else if (parts.All.Any(part => part.Name.Equals(ZipName(settings), StringComparison.OrdinalIgnoreCase)))
        {
            diagnostics.Add(
                DiagnosticCodes.DuplicateOutput, location, $"The release kit and a part of the flash would both be '{ZipName(settings)}' in the output folder; set FlashReleaseKitName.");
        }

        if (layout is not null)
        {
            KitCompleteness.Check(layout, location, diagnostics);
        }
    }

    /// <summary>The files of the kit and its zip, named from the output folder.</summary>
    /// <param name="settings">What the kit is called.</param>
    /// <param name="outputs">The outputs of the build.</param>
    /// <param name="layout">What goes where; null where nothing has a place in the flash of an ESP32.</param>
    /// <param name="merged">The merged image; null for none.</param>
    public static IEnumerable<OutputContents> Make(KitSettings settings, IEnumerable<OutputContents> outputs, FlashLayout? layout, MergedImage? merged)
    {
        var files = new List<OutputContents>(outputs);
        if (layout is not null)
        {
            files.Add(OutputContents.Of(StageFiles.TableCsv, "", Encoding.UTF8.GetBytes(PartitionCsv.Write(layout.Table))));
            if (WebFlasherManifest.Supports(layout.Settings.Chip))
            {
                files.Add(OutputContents.Of(StageFiles.WebManifest, "", WebFlasherManifest.ToBytes(settings, layout)));
            }
        }

        Sort();
        files.Add(OutputContents.Of(StageFiles.Guide, "", FlashingGuide.ToBytes(settings, files, layout, merged)));
        Sort();
        files.Add(OutputContents.Of(StageFiles.Checksums, "", Checksums.Of(files)));
        Sort();
        var zip = new StoredZip(settings.Name, files);
        return
        [
            .. files.Select(file => file with { Name = $"{Folder}/{file.Name}" }),
            new OutputContents(ZipName(settings), "", zip.Length, HashingStream.Hash(zip.WriteTo), null, zip.WriteTo),
        ];

        void Sort() => files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
    }

    private static string ZipName(KitSettings settings) => settings.Name + ".zip";
}
