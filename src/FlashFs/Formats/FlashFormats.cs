using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats.AppFs;
using FlashFs.Formats.ChirpOs;
using FlashFs.Formats.Espfs;
using FlashFs.Formats.Sffs;
using FlashFs.Formats.SimpleFs;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Formats;

/// <summary>The formats that there are: an explicit list, so that nothing is found by reflection.</summary>
public static class FlashFormats
{
    /// <summary>All formats, in the order of the reference.</summary>
    public static IReadOnlyList<FlashFormat> All { get; } =
    [
        EspfsFormat.Instance,
        SpiffsFormat.Instance,
        AppFsFormat.Instance,
        SimpleFsFormat.Instance,
        SffsFormat.Instance,
        ChirpOsFormat.Instance,
    ];

    /// <summary>Finds a format by its id, in any case.</summary>
    public static bool TryGet(string id, [NotNullWhen(true)] out FlashFormat? format)
    {
        format = All.FirstOrDefault(candidate => candidate.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        return format is not null;
    }

    /// <summary>Finds a format by its id, in any case, or reports FLASHFS1010 with the nearest one.</summary>
    public static FlashFormat? Find(string id, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (!TryGet(id, out FlashFormat? format))
        {
            NearestName.Report(diagnostics, DiagnosticCodes.UnknownFormat, location, id, "format", All.Select(known => known.Id));
        }

        return format;
    }
}
