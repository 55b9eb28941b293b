using FlashFs.Diagnostics;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Takes what is wrong with an image: throws the first in strict mode, else keeps as many as anyone will read.</summary>
internal sealed class SimpleFsDamageList(ReadMode mode)
{
    // Noise is wrong in every row; a list of it all would be larger than the image.
    private const int Limit = 1000;

    private readonly List<VolumeDamage> _items = [];
    private int _left;

    /// <exception cref="FlashFormatException">The mode is strict.</exception>
    public VolumeDamage Add(DiagnosticDescriptor descriptor, long offset, string expected, string found, string? entry = null)
    {
        var damage = new VolumeDamage(descriptor, SimpleFsLayout.DisplayName, offset, expected, found, entry);
        if (mode == ReadMode.Strict)
        {
            throw new FlashFormatException(damage);
        }

        if (_items.Count < Limit)
        {
            _items.Add(damage);
        }
        else
        {
            _left++;
        }

        return damage;
    }

    public IReadOnlyList<VolumeDamage> ToList() => _left == 0
        ? _items
        :
        [
            .. _items,
            new VolumeDamage(DiagnosticCodes.InvalidField, SimpleFsLayout.DisplayName, -1, $"at most {Limit} things wrong", $"{_left} more, which are not listed"),
        ];
}
