using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Partitions;

/// <summary>
/// Finds the partition of each image: the one the project names; else the one of the format's kind; else the one with the
/// image's name. Never guesses between two.
/// </summary>
public static class PartitionBinder
{
    /// <summary>Binds images to partitions; whatever is wrong is reported at once.</summary>
    /// <param name="images">The images.</param>
    /// <param name="table">The table; null where there is none, which only images that stand alone can do without.</param>
    /// <param name="diagnostics">Takes FLASHFS3030 to 3034 as errors and the note FLASHFS3035.</param>
    /// <returns>One binding for each image, in their order.</returns>
    public static IReadOnlyList<PartitionBinding> Bind(
        IEnumerable<PartitionRequest> images, PartitionTable? table, DiagnosticBag diagnostics)
    {
        PartitionTable known = table ?? new PartitionTable([]);
        var taken = new Dictionary<Partition, PartitionRequest>(ReferenceEqualityComparer.Instance);
        var bindings = new List<PartitionBinding>();
        foreach (PartitionRequest image in images)
        {
            Partition? partition = image.NeedsPartition ? Find(image, known, diagnostics) : null;
            bool usable = partition is not null && CheckFree(image, partition, taken, diagnostics);
            usable &= partition is not null && CheckEncryption(image, partition, diagnostics);
            bindings.Add(new PartitionBinding(image, usable ? partition : null, image.NeedsPartition && !usable));
        }

        return bindings;
    }

    private static Partition? Find(PartitionRequest image, PartitionTable table, DiagnosticBag diagnostics)
    {
        if (!string.IsNullOrEmpty(image.Label))
        {
            return FindNamed(image, image.Label, table, diagnostics);
        }

        Partition[] ofKind = [.. table.Partitions.Where(partition => IsOfKind(image.Format, partition))];
        if (ofKind.Length == 1)
        {
            return ofKind[0];
        }

        // Apps, boot loaders and tables are no place for files, whatever they are called.
        Partition? namesake = table.Partitions.FirstOrDefault(partition =>
            partition.Type is PartitionTypes.Data or >= PartitionTypes.FirstCustom
            && (partition.Label == image.ImpliedLabel || partition.Label == image.Name));
        if (namesake is null)
        {
            ReportNone(image, ofKind, table, diagnostics);
        }

        return namesake;
    }

    private static Partition? FindNamed(PartitionRequest image, string label, PartitionTable table, DiagnosticBag diagnostics)
    {
        Partition? partition = table.Find(label);
        if (partition is null)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionNotFound,
                image.Location,
                $"Image '{image.Name}' asks for partition '{label}', which the table does not have{NearestName.Hint(label, table.Partitions.Select(candidate => candidate.Label))} The table has: {table.Describe()}.");
            return null;
        }

        return CheckKind(image, partition, diagnostics) ? partition : null;
    }

    // Whoever names a partition may have a reason, but not for the system's own; another file system's is worth a warning.
    private static bool CheckKind(PartitionRequest image, Partition partition, DiagnosticBag diagnostics)
    {
        if (PartitionTypes.IsSystem(partition.Type, partition.SubType))
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionNotForFiles,
                image.Location,
                $"Image '{image.Name}' ({image.Format.DisplayName}) asks for partition {partition}, which is not for files; name another partition, or add one to the table.");
            return false;
        }

        if (PartitionTypes.IsFileSystem(partition.Type, partition.SubType) && !IsOfKind(image.Format, partition))
        {
            string kinds = string.Join(" or ", image.Format.PartitionKinds.Select(kind => PartitionTypes.Describe(kind.Type, kind.SubType)));
            string wanted = kinds.Length > 0 ? $"{image.Format.DisplayName} belongs on {kinds}" : $"{image.Format.DisplayName} has no type of its own";
            diagnostics.Add(
                DiagnosticCodes.PartitionOfAnotherFormat,
                image.Location,
                $"Image '{image.Name}' goes on partition {partition}, whose type is that of another file system ({wanted}); firmware that looks for it by type will not find it. Change the subtype in the table, or name another partition.");
        }

        return true;
    }

    private static void ReportNone(PartitionRequest image, Partition[] ofKind, PartitionTable table, DiagnosticBag diagnostics)
    {
        string kinds = string.Join(" or ", image.Format.PartitionKinds.Select(kind => PartitionTypes.Describe(kind.Type, kind.SubType)));
        if (ofKind.Length > 1)
        {
            string labels = string.Join(" or ", ofKind.Select(partition => $"Partition=\"{partition.Label}\""));
            diagnostics.Add(
                DiagnosticCodes.AmbiguousPartition,
                image.Location,
                $"Image '{image.Name}' ({image.Format.DisplayName}) could go on any of {ofKind.Length} partitions of type {kinds}: {string.Join("; ", ofKind.Select(partition => partition.ToString()))}. Write which: <FlashImage Include=\"{image.Name}\" Format=\"{image.Format.Id}\" … /> with {labels}.");
            return;
        }

        string first = table.Partitions.FirstOrDefault(partition => partition.Type is PartitionTypes.Data or >= PartitionTypes.FirstCustom)?.Label ?? "LABEL";
        diagnostics.Add(
            DiagnosticCodes.NoPartitionForImage,
            image.Location,
            $"Image '{image.Name}' ({image.Format.DisplayName}) needs a partition of type {kinds}, or one labelled '{image.ImpliedLabel}', and the table has neither; it has: {table.Describe()}. Add one to the table, or write which to use: <FlashImage Include=\"{image.Name}\" Format=\"{image.Format.Id}\" Partition=\"{first}\" />.");
    }

    private static bool CheckFree(
        PartitionRequest image, Partition partition, Dictionary<Partition, PartitionRequest> taken, DiagnosticBag diagnostics)
    {
        if (taken.TryAdd(partition, image))
        {
            return true;
        }

        diagnostics.Add(
            DiagnosticCodes.PartitionTaken,
            image.Location,
            $"Images '{taken[partition].Name}' and '{image.Name}' both go on partition {partition}; give one of them another with Partition=\"LABEL\", or take it out.");
        return false;
    }

    private static bool CheckEncryption(PartitionRequest image, Partition partition, DiagnosticBag diagnostics)
    {
        if (!partition.Encrypted)
        {
            return true;
        }

        if (!image.Format.SupportsEncryptedPartition)
        {
            diagnostics.Add(
                DiagnosticCodes.EncryptedUnsupported,
                image.Location,
                $"Image '{image.Name}' is {image.Format.DisplayName}, which devices do not read from encrypted flash, and partition {partition} is flagged encrypted; take the flag off, or use another partition.");
            return false;
        }

        diagnostics.Add(
            DiagnosticCodes.EncryptedPlaintext,
            image.Location,
            $"Image '{image.Name}' is written as it is, and partition {partition} is flagged encrypted; a device with flash encryption must encrypt it on the way (esptool write-flash --encrypt-files).");
        return true;
    }

    private static bool IsOfKind(FlashFormat format, Partition partition) =>
        format.PartitionKinds.Contains(new PartitionKind(partition.Type, partition.SubType));
}
