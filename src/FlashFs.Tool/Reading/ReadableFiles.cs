using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Tool.Reading;

/// <summary>What can be had of an image, found out by reading every file.</summary>
/// <param name="Files">How many files are whole and right.</param>
/// <param name="Bytes">How many bytes they have, unpacked.</param>
/// <param name="Damage">All damage: what opening it found, then what reading every file found, each once.</param>
internal sealed record ReadableFiles(int Files, long Bytes, IReadOnlyList<VolumeDamage> Damage)
{
    /// <summary>Reads every file of a volume.</summary>
    public static ReadableFiles Of(FlashVolume volume)
    {
        int files = 0;
        long bytes = 0;
        var damage = new List<VolumeDamage>(volume.Damage);
        var known = new HashSet<VolumeDamage>(volume.Damage);
        foreach (VolumeEntry entry in volume.Entries)
        {
            try
            {
                if (!volume.TryMap(entry, out _))
                {
                    volume.ReadAll(entry);
                }

                if (!entry.IsDamaged)
                {
                    files++;
                    bytes += entry.Length;
                }
            }
            catch (FlashFormatException e)
            {
                if (known.Add(e.Damage))
                {
                    damage.Add(e.Damage);
                }
            }
        }

        return new ReadableFiles(files, bytes, damage);
    }
}
