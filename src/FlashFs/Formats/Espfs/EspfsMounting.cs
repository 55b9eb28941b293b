using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Espfs;

/// <summary>What a device makes of an image: mounting looks at the first magic, and what packed files are worth depends on who reads them.</summary>
internal static class EspfsMounting
{
    /// <summary>Judges an image.</summary>
    /// <param name="there">The image.</param>
    /// <param name="device">How images for the device are made: without packing where it uses files as they are stored.</param>
    public static DeviceVerdict Judge(FlashVolume there, EspfsOptions device)
    {
        if (there.Damage.FirstOrDefault(damage => damage.Descriptor == DiagnosticCodes.NotThisFormat) is { } refused)
        {
            return DeviceVerdict.Refuse("ESPFS_INIT_RESULT_NO_IMAGE", DeviceVerdict.Expectation(refused));
        }

        VolumeEntry[] packed = [.. there.Entries.Where(entry => entry.Compression != FileCompression.None)];
        bool asStored = device.Compression == EspfsCompression.None && device.GzipExtensions.Count == 0;
        if (asStored && packed is [var first, ..])
        {
            string files = packed.Length > 1 ? $"'{first.Name}' and {packed.Length - 1} more are" : $"'{first.Name}' is";
            return DeviceVerdict.Garble($"{files} packed ({FileCompressionNames.Of(first.Compression)}), and this device uses files as they are stored");
        }

        return DeviceVerdict.OfFiles(there, there);
    }
}
