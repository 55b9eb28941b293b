using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Pipeline.Kit;

/// <summary>Whether a device starts with what a release kit has.</summary>
internal static class KitCompleteness
{
    /// <summary>Reports FLASHFS3070 for each part that is missing.</summary>
    /// <remarks>Where every partition that could start is preserved, the kit is for devices that run already.</remarks>
    public static void Check(FlashLayout layout, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        Partition[] bootable = [.. layout.Table.Partitions.Where(partition => partition is { IsBootable: true, Preserve: false })];
        if (bootable.Length == 0)
        {
            return;
        }

        if (layout.Bootloader is null)
        {
            Report("the boot loader", "bootloader.bin", PartitionLabel.Bootloader, "");
        }

        if (layout.BootableApp is null)
        {
            string others = string.Join(", ", bootable.Skip(1).Select(partition => $"'{partition.Label}'"));
            Report("an app that starts", "app.bin", bootable[0].Label, others.Length == 0 ? "" : $" (or for {others})");
        }

        void Report(string what, string file, string label, string others) => diagnostics.Add(
            DiagnosticCodes.KitPartMissing,
            location,
            $"The release kit lacks {what}, without which a device does not start: write <FlashBinary Include=\"{file}\" Partition=\"{label}\" />{others}, or name the firmware's ESP-IDF build folder in FlashIdfBuild. A kit without it is made where every app partition has Preserve=\"true\".");
    }
}
