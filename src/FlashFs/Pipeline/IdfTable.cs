using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>The partition table of an ESP-IDF build: what the firmware was built for, and the very bytes that it is flashed with.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Binary">The file: it may have no MD5 row, or a signature behind the rows, as the boot loader of that build wants it.</param>
/// <param name="Source">The file as messages and manifest name it.</param>
internal sealed record IdfTable(PartitionTable Table, byte[] Binary, string Source)
{
    /// <summary>Reads the table, or reports what is wrong with the file.</summary>
    public static IdfTable? Read(IdfPart part, string display, DiagnosticBag diagnostics)
    {
        try
        {
            byte[] bytes = DiskContents.Open(part.Path, display).ToArray();
            return new IdfTable(PartitionBinary.Read(bytes, part.Offset), bytes, display);
        }
        catch (FlashFormatException e)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidIdfBuild,
                part.Location,
                $"'{display}' is listed as the partition table and is none: {e.Message} Run 'idf.py build' again.");
        }
        catch (FlashFsException e)
        {
            diagnostics.AddRange(e.Diagnostics); // not there, or not to be read
        }

        return null;
    }

    /// <summary>The rows, for a project that has no table of its own.</summary>
    public IEnumerable<PartitionRow> Rows => Table.Partitions.Select(partition => PartitionRow.Of(
        partition.Label,
        partition.Type.ToString(CultureInfo.InvariantCulture),
        partition.SubType.ToString(CultureInfo.InvariantCulture),
        $"0x{partition.Offset:x}",
        $"0x{partition.Size:x}",
        string.Join(':', PartitionCsv.FlagsOf(partition)),
        new DiagnosticLocation(Source)));

    /// <summary>Reports each row in which a table of the project differs.</summary>
    /// <param name="own">The project's table.</param>
    /// <param name="ownSource">Where that comes from.</param>
    /// <param name="location">Where messages about it point.</param>
    /// <param name="diagnostics">Takes FLASHFS3060.</param>
    /// <returns>Whether the tables are the same.</returns>
    public bool IsSameAs(PartitionTable own, string ownSource, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        var differences = new List<string>();
        if (own.TableOffset != Table.TableOffset)
        {
            differences.Add($"the table lies at 0x{Table.TableOffset:x} in the build and at 0x{own.TableOffset:x} here");
        }

        foreach (Partition built in Table.Partitions)
        {
            Partition? here = own.Find(built.Label);
            if (here is null)
            {
                differences.Add($"{Describe(built)} is only in the build");
            }
            else if (Describe(here) != Describe(built))
            {
                differences.Add($"the build has {Describe(built)}, and here is {Describe(here)}");
            }
        }

        differences.AddRange(own.Partitions.Where(here => Table.Find(here.Label) is null).Select(here => $"{Describe(here)} is only here"));
        if (differences.Count == 0)
        {
            return true;
        }

        diagnostics.Add(
            DiagnosticCodes.IdfTableDiffers,
            location,
            $"The table of the ESP-IDF build, '{Source}', is another than this one ({ownSource}): {string.Join("; ", differences)}. Build the firmware with this table (CONFIG_PARTITION_TABLE_CUSTOM), or take it out here: then the build's is used.");
        return false;
    }

    private static string Describe(Partition partition)
    {
        string flags = string.Join(", ", PartitionCsv.FlagsOf(partition));
        return $"'{partition.Label}' ({partition.Kind}, 0x{partition.Offset:x}, 0x{partition.Size:x}{(flags.Length == 0 ? "" : ", " + flags)})";
    }
}
