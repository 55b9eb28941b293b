using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>Collects what is wrong with an image, as many of it as anyone will read.</summary>
internal sealed class SpiffsDamageList
{
    // An image of noise is wrong at every page; a list of it all would be larger than the image.
    private const int Limit = 1000;

    private readonly List<VolumeDamage> _items = [];
    private int _left;

    public void Add(DiagnosticDescriptor descriptor, long offset, string expected, string found, string? entry = null)
    {
        if (_items.Count == Limit)
        {
            _left++;
            return;
        }

        _items.Add(new VolumeDamage(descriptor, SpiffsLayout.DisplayName, offset, expected, found, entry));
    }

    public void AddRange(SpiffsDamageList others)
    {
        foreach (VolumeDamage item in others._items)
        {
            Add(item.Descriptor, item.Offset, item.Expected, item.Found, item.Entry);
        }

        _left += others._left;
    }

    /// <summary>Puts one before the others, because it explains them.</summary>
    public void AddFirst(DiagnosticDescriptor descriptor, string expected, string found) =>
        _items.Insert(0, new VolumeDamage(descriptor, SpiffsLayout.DisplayName, -1, expected, found));

    public IReadOnlyList<VolumeDamage> ToList()
    {
        if (_left > 0)
        {
            _items.Add(new VolumeDamage(
                DiagnosticCodes.InvalidField, SpiffsLayout.DisplayName, -1, $"at most {Limit} things wrong", $"{_left} more, which are not listed"));
            _left = 0;
        }

        return _items;
    }
}
