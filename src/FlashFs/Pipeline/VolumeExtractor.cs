using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>Writes the files of an image into a folder, and never outside it.</summary>
public static class VolumeExtractor
{
    /// <summary>Extracts every file that may be extracted and whose contents are whole; the rest is reported.</summary>
    /// <param name="volume">The image.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="location">The image, for messages.</param>
    /// <param name="diagnostics">Takes all damage of the image, and FLASHFS5009 for each name refused.</param>
    /// <exception cref="FlashFsException">FLASHFS9002: a file cannot be written; what was written before stays.</exception>
    public static ExtractionResult Extract(
        FlashVolume volume, ExtractionFolder folder, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        int files = 0;
        int refused = 0;
        int damaged = 0;
        long bytes = 0;
        var known = new HashSet<VolumeDamage>(volume.Damage);
        diagnostics.AddRange(volume.Damage.Select(damage => damage.ToDiagnostic(location)));
        foreach (VolumeEntry entry in volume.Entries)
        {
            if (!folder.TryPlace(entry.Name, out string? path, out string? problem))
            {
                refused++;
                diagnostics.Add(
                    DiagnosticCodes.ExtractionRefused,
                    location,
                    $"'{entry.Name}' ({Counted.Of(entry.Length, "byte")}) is not extracted: {problem}; the other files are.");
                continue;
            }

            // What opening found out is in the damage of the image; half a file or a wrong one helps nobody.
            if (entry.IsDamaged)
            {
                damaged++;
                continue;
            }

            try
            {
                ReadOnlyMemory<byte> contents = volume.TryMap(entry, out ReadOnlyMemory<byte> mapped) ? mapped : volume.ReadAll(entry);
                OutputFile.Write(path, contents.Span);
                files++;
                bytes += contents.Length;
            }
            catch (FlashFormatException e)
            {
                damaged++;
                if (known.Add(e.Damage))
                {
                    diagnostics.Add(e.Damage.ToDiagnostic(location));
                }
            }
        }

        return new ExtractionResult(files, bytes, refused, damaged);
    }
}
