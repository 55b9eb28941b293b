using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Tool.Reading;

/// <summary>Checks parts that are images of file systems against their partitions, as a build checks what it makes.</summary>
internal static class PartImages
{
    /// <summary>Reports FLASHFS2004 for each image that has not the size of its partition and whose format asks for that.</summary>
    public static void Check(FlashLayout layout, DiagnosticBag diagnostics)
    {
        foreach (FlashPart part in layout.Parts)
        {
            // What belongs on no such partition is looked at by nobody but its owner: data that looks like an image.
            if (part.Partition is not { } partition || part.Length == partition.Size || part.Address != partition.Offset
                || !FlashFormats.All.Any(format => format.Sizing == ImageSizing.Fixed && format.PartitionKinds.Contains(new PartitionKind(partition.Type, partition.SubType))))
            {
                continue;
            }

            if (ImageRecognition.Of(part.Contents.ToArray()) is { Format: { Sizing: ImageSizing.Fixed } format, Score: >= ImageRecognition.SureEnough })
            {
                diagnostics.Add(
                    DiagnosticCodes.SizeNotAligned,
                    part.Location,
                    $"'{part.FileName}' is a {format.DisplayName} image of {part.Length} bytes (0x{part.Length:x}) and partition '{partition.Label}' has {partition.Size} (0x{partition.Size:x}): the device mounts {format.DisplayName} with the size of the partition, so the two must be equal; make the image again with '--size {partition.Size}', or change the partition table.");
            }
        }
    }
}
