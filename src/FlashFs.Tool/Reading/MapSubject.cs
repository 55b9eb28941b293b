using System.Security.Cryptography;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;
using FlashFs.Profiles;
using FlashFs.Reporting;
using FlashFs.Tool.Options;

namespace FlashFs.Tool.Reading;

/// <summary>What <c>flashfs map</c> shows, in the terms of a build's flash map: what was read in place of what was made.</summary>
internal static class MapSubject
{
    private static readonly ManifestValue Unknown = new("", "unknown");

    /// <summary>An image that stands alone.</summary>
    public static FlashMapRequest Of(OpenedImage image)
    {
        string name = Path.GetFileName(image.Name);
        MapImage shown = Image(image, name, null);
        return Request(name, new FlashManifest { ToolVersion = ToolRevision.Version, Images = [shown.Manifest] }, [shown]);
    }

    /// <summary>A partition table.</summary>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="table">The table.</param>
    /// <param name="request">What the command line says of it.</param>
    public static FlashMapRequest Of(string path, PartitionTable table, TableRequest request)
    {
        string name = Path.GetFileName(path);
        long offset = request.Settings.Chip.BootloaderOffset;
        ManifestBinary[] bootloader = offset < table.TableOffset && table.Partitions.All(partition => partition.End <= offset || partition.Offset >= table.TableOffset)
            ? [Binary("", FlashSlice.BootloaderLabel, offset, table.TableOffset - offset)]
            : [];
        return Request(name, Flash(name, table, table.End, request) with { Binaries = bootloader }, []);
    }

    /// <summary>A flash dump or merged image.</summary>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="dump">The dump.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="pieces">Its pieces, each looked into.</param>
    /// <param name="request">What the command line says of it.</param>
    public static FlashMapRequest Of(string path, FlashDump dump, long size, IReadOnlyList<FlashPiece> pieces, TableRequest request)
    {
        string name = Path.GetFileName(path);
        MapImage[] images = [.. pieces.Where(piece => piece.Image is not null).Select(piece => Image(piece.Image!, piece.Slice.FileName, piece.Slice))];
        ManifestBinary[] binaries =
        [
            .. pieces.Where(piece => piece.Image is null && piece.Slice.Label != FlashSlice.TableLabel)
                .Select(piece => Binary(HoldsOf(piece), piece.Slice.Label, piece.Slice.Offset, piece.Slice.Partition is null ? piece.Slice.Length : piece.Used)),
        ];
        FlashManifest manifest = Flash(name, dump.Split.Table, Math.Max(size, dump.Split.Table.End), request, FlashPiece.ChipOf(pieces));
        return Request(name, manifest with { Images = [.. images.Select(image => image.Manifest)], Binaries = binaries }, images);
    }

    private static string HoldsOf(FlashPiece piece) => piece.Program is { Name.Length: > 0 } program ? program.Name : piece.Contents;

    private static ManifestBinary Binary(string name, string label, long offset, long size) => new(name, name, label, offset, size, "");

    private static FlashMapRequest Request(string title, FlashManifest manifest, IReadOnlyList<MapImage> images) =>
        new() { Title = title, Manifest = manifest, Images = images };

    private static FlashManifest Flash(string name, PartitionTable table, long end, TableRequest request, FlashChip? built = null)
    {
        // A flash has one of these sizes; what goes beyond them all is shown as far as it goes.
        long size = request.Options.FlashSize ?? FlashSettings.Sizes.FirstOrDefault(known => known >= end, end);
        return new FlashManifest
        {
            ToolVersion = ToolRevision.Version,
            Flash = new ManifestFlash((request.Chip ?? built) is { } chip ? new ManifestValue(chip.Id, "") : Unknown, new ManifestSize(Math.Max(size, end), Unknown.Origin), Unknown, Unknown),
            PartitionTable = new ManifestTable(
                "",
                table.TableOffset,
                name,
                PartitionTableLayout.Length,
                "",
                [
                    .. table.Partitions.Select(partition => new ManifestPartition(
                        partition.Label, partition.Type, partition.SubType, partition.Kind, partition.Offset, partition.Size, partition.Encrypted, partition.ReadOnly, partition.Preserve)),
                ]),
        };
    }

    private static MapImage Image(OpenedImage image, string name, FlashSlice? slice)
    {
        ImageUsage usage = image.Volume.Usage;
        var manifest = new ManifestImage
        {
            Name = name,
            Format = image.Volume.Format.Id,
            Size = image.Bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(image.Bytes.Span)),
            Partition = slice?.Label,
            Offset = slice?.Offset,
            Options = ManifestImage.OptionsOf(image.Options),
            Figures = new ImageFigures(image.Volume.Entries.Count, usage.Data, usage.Overhead, usage.Free, usage.FreeBlocks),
        };
        return new MapImage(manifest, image.Volume, null);
    }
}
