using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>Warns of an image that the device can read, and never write to again.</summary>
public static class FreeBlockWarning
{
    /// <summary>The blocks that the SPIFFS library itself keeps for its garbage collection.</summary>
    public const int DefaultMinimum = 2;

    /// <summary>FLASHFS2003 when fewer blocks stay free than wanted; nothing for formats without blocks.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="minimum">How many blocks are to stay free; 0 for images that the device only reads.</param>
    /// <param name="location">Where the message points.</param>
    /// <param name="diagnostics">Takes the warning.</param>
    public static void Check(ImagePlan plan, int minimum, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (plan.Usage.FreeBlocks is not { } free || free >= minimum)
        {
            return;
        }

        string size = plan.Usage.BlockSize is { } block
            ? $"{plan.Size + (minimum - free) * block} bytes (0x{plan.Size + (minimum - free) * block:x})"
            : $"{minimum - free} blocks more";
        diagnostics.Add(
            DiagnosticCodes.TooFewFreeBlocks,
            location,
            $"The {plan.Format.DisplayName} image of {plan.Size} bytes keeps {free} free blocks of the {minimum} wanted. "
            + "The device needs two free blocks to write or to collect garbage: with fewer it mounts and reads the image, and can never write to it again. "
            + $"Use {size}, leave files out, or set FlashWarnFreeBlocks to 0 if the device only reads.");
    }
}
