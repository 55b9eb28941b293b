using FlashFs.Diagnostics;

namespace FlashFs.Formats.Sffs;

/// <summary>Collects what is wrong with a volume; a page has at most a few entries, so that the list stays small beside the image.</summary>
internal sealed class SffsDamageList
{
    private readonly List<VolumeDamage> _items = [];

    public IReadOnlyList<VolumeDamage> Items => _items;

    public void Add(DiagnosticDescriptor descriptor, long offset, string expected, string found, string? entry = null) =>
        _items.Add(new VolumeDamage(descriptor, SffsLayout.DisplayName, offset, expected, found, entry));

    public void AddAtPage(DiagnosticDescriptor descriptor, int page, string expected, string found, string? entry = null) =>
        Add(descriptor, (long)page * SffsLayout.PageSize, expected, found, entry);
}
