using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Constants;

/// <summary>What code may know of an image.</summary>
/// <param name="Image">The image, as the manifest has it.</param>
/// <param name="PartitionSize">The size of its partition in bytes; null where it stands alone.</param>
internal sealed record ImageConstants(ManifestImage Image, long? PartitionSize)
{
    // Of what a macro may tell; what stands alone has only the first five.
    private static readonly string[] Suffixes = ["NAME", "FORMAT", "SHA256", "SHA256_BYTES", "SIZE", "PARTITION", "OFFSET", "PARTITION_SIZE"];

    /// <summary>The images of a build.</summary>
    public static IReadOnlyList<ImageConstants> Of(FlashManifest manifest) =>
    [
        .. manifest.Images.Select(image => new ImageConstants(
            image, manifest.PartitionTable?.Partitions.FirstOrDefault(partition => partition.Label == image.Partition)?.Size)),
    ];

    /// <summary>FLASHFS1027 for images that cannot be told apart in code.</summary>
    public static void Check(IEnumerable<ProjectImage> images, DiagnosticBag diagnostics)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ProjectImage image in images)
        {
            string[] names = [ConstantName.Class(image.Name), .. Suffixes.Select(suffix => CHeader.Macro(image.Name, suffix))];
            string? name = Array.Find(names, name => taken.TryGetValue(name, out string? owner) && owner != image.Name);
            if (name is not null)
            {
                diagnostics.Add(
                    DiagnosticCodes.ConstantNamesClash,
                    image.Location,
                    $"Images '{taken[name]}' and '{image.Name}' would both be called {name} in the constants; give one of them another name, or set FlashGenerateConstants to false.");
            }

            foreach (string own in names)
            {
                taken.TryAdd(own, image.Name);
            }
        }
    }
}
