using System.Globalization;

namespace FlashFs.Formats.Sffs;

/// <summary>The files of a volume as entries, in the order of their first pages; those that the device does not find come last.</summary>
internal sealed class SffsListing
{
    public SffsListing(SffsFat fat)
    {
        Records = [.. fat.Records.Where(record => record.Spans.Count > 0).OrderBy(record => record.Spans[0].Page), .. fat.Hidden];
        Entries = [.. Records.Select(ToEntry)];
    }

    public SffsRecord[] Records { get; }

    public VolumeEntry[] Entries { get; }

    /// <summary>The file of an entry.</summary>
    /// <exception cref="ArgumentException">The entry is of another volume, or of what the volume was before it changed.</exception>
    public SffsRecord RecordOf(VolumeEntry entry) => entry.Index < Entries.Length && ReferenceEquals(Entries[entry.Index], entry)
        ? Records[entry.Index]
        : throw new ArgumentException($"'{entry.Name}' is not an entry of this volume, or the volume has changed since.", nameof(entry));

    private static VolumeEntry ToEntry(SffsRecord record, int index) =>
        new(index, record.Name, record.Length, record.Length, (long)record.Spans[0].Page * SffsLayout.PageSize)
        {
            IsDamaged = record.IsDamaged,
            Attributes =
            [
                new("id", record.Id.ToString(CultureInfo.InvariantCulture)),
                new("created", record.Created.ToString(CultureInfo.InvariantCulture)),
            ],
        };
}
