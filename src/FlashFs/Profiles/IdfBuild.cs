using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Profiles;

/// <summary>
/// What an ESP-IDF build folder says of the firmware in it, by its <c>flasher_args.json</c>: the parts and where they go, the
/// chip, and how the flash is driven.
/// </summary>
/// <remarks>Source: espressif/esp-idf, <c>components/esptool_py/flasher_args.json.in</c> and <c>project_include.cmake</c>.</remarks>
public sealed class IdfBuild
{
    /// <summary>The file that says it.</summary>
    public const string FileName = "flasher_args.json";

    // ESP-IDF called it partition_table before version 4.
    private static readonly string[] TableNames = ["partition-table", "partition_table"];

    private IdfBuild(string folder) => Folder = folder;

    /// <summary>The folder, rooted.</summary>
    public string Folder { get; }

    /// <summary>The file that was read, rooted.</summary>
    public string File => Path.Combine(Folder, FileName);

    /// <summary>The chip that it was built for.</summary>
    public FlashSettingText Chip { get; internal set; }

    /// <summary>The size of the flash; without text where esptool is to find it out.</summary>
    public FlashSettingText Size { get; internal set; }

    /// <summary>The flash mode in the header of the boot loader.</summary>
    public FlashSettingText Mode { get; internal set; }

    /// <summary>The flash clock in the header of the boot loader.</summary>
    public FlashSettingText Frequency { get; internal set; }

    /// <summary>The parts but the partition table, by offset.</summary>
    public IReadOnlyList<IdfPart> Parts { get; private set; } = [];

    /// <summary>The partition table; null where the build lists none.</summary>
    public IdfPart? Table { get; private set; }

    /// <summary>Whether the build is for flash encryption in development mode, where the host encrypts what it writes.</summary>
    public bool Encrypts => Parts.Append(Table).Any(part => part is { Encrypted: true });

    /// <summary>Reads a build folder.</summary>
    /// <param name="folder">The folder, rooted.</param>
    /// <param name="display">How messages name a rooted path.</param>
    /// <param name="location">Where the folder is named.</param>
    /// <param name="diagnostics">Takes FLASHFS1023 where there is no such folder, FLASHFS1030 for each thing that is wrong in it, and FLASHFS1002 where it cannot be read.</param>
    /// <returns>What it says, or null when an error was reported.</returns>
    public static IdfBuild? Read(string folder, Func<string, string> display, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        var build = new IdfBuild(folder);
        if (!Directory.Exists(folder))
        {
            diagnostics.Add(
                DiagnosticCodes.FolderNotFound,
                location,
                $"FlashIdfBuild '{display(folder)}' does not exist; run 'idf.py build' in the firmware's project, or name the folder that it builds in.");
            return null;
        }

        if (!System.IO.File.Exists(build.File))
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidIdfBuild,
                location,
                $"FlashIdfBuild '{display(folder)}' has no {FileName}, which every build of ESP-IDF leaves there; run 'idf.py build' in the firmware's project, or name the folder that it builds in.");
            return null;
        }

        var found = new DiagnosticBag();
        build.Take(display, found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : build;
    }

    private void Take(Func<string, string> display, DiagnosticBag diagnostics)
    {
        string shown = display(File);
        byte[] bytes;
        try
        {
            bytes = DiskContents.Open(File, shown).ToArray();
        }
        catch (FlashFsException e)
        {
            diagnostics.AddRange(e.Diagnostics);
            return;
        }

        var parts = new List<IdfPart>();
        foreach (IdfPart part in new IdfBuildReader(this, bytes, shown, diagnostics).Read())
        {
            if (TableNames.Contains(part.Name))
            {
                Table = part;
            }
            else
            {
                parts.Add(part);
            }

            if (!System.IO.File.Exists(part.Path))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidIdfBuild,
                    part.Location,
                    $"'{display(part.Path)}' is listed for 0x{part.Offset:x} and is not there; the firmware's build did not finish, or its outputs were removed: run 'idf.py build' again.");
            }
        }

        Parts = [.. parts.OrderBy(part => part.Offset)];
    }
}
