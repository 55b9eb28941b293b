using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>Warns of an image that the device can read, and never write to again.</summary>
public static class FreeBlockWarning
{
    /// <summary>The blocks that the SPIFFS library itself keeps for its garbage collection.</summary>
    public const int DefaultMinimum = 2;

    /// <summary>FLASHFS2003 when fewer blocks stay free than wanted; nothing for formats without blocks.</summary>
    /// <param name="format">The format of the image.</param>
    /// <param name="usage">How full it is.</param>
    /// <param name="minimum">How many blocks are to stay free; 0 for images that the device only reads.</param>
    /// <param name="location">Where the message points.</param>
    /// <param name="diagnostics">Takes the warning.</param>
    public static void Check(FlashFormat format, ImageUsage usage, int minimum, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (usage.FreeBlocks is not { } free || free >= minimum)
        {
            return;
        }

        string size = usage.BlockSize is { } block
            ? $"{usage.Size + (minimum - free) * block} bytes (0x{usage.Size + (minimum - free) * block:x})"
            : $"{minimum - free} blocks more";
        diagnostics.Add(
            DiagnosticCodes.TooFewFreeBlocks,
            location,
            $"The {format.DisplayName} image of {usage.Size} bytes keeps {free} free blocks of the {minimum} wanted. "
            + "The device needs two free blocks to write or to collect garbage: with fewer it mounts and reads the image, and can never write to it again. "
            + $"Use {size}, leave files out, or set FlashWarnFreeBlocks to 0 if the device only reads.");
    }
}
