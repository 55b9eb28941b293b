using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// Collects what is wrong with an image. Places are places in the JSON text until all are known: where that is in the image is
/// found in one pass.
/// </summary>
internal sealed class ChirpOsDamageList
{
    // Noise is wrong at every step; nobody reads more.
    private const int Limit = 1000;

    private readonly List<(DiagnosticDescriptor Descriptor, int Place, string Expected, string Found, string? Entry)> _inText = [];
    private readonly List<VolumeDamage> _items = [];
    private int _left;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _inText.Count == 0 && _items.Count == 0;

    /// <summary>The places in the text, in the order of adding.</summary>
    public IEnumerable<int> Places => _inText.Select(damage => damage.Place);

    /// <summary>Adds one at a place in the text.</summary>
    public void AddAt(DiagnosticDescriptor descriptor, int place, string expected, string found, string? entry = null)
    {
        if (_inText.Count == Limit)
        {
            _left++;
            return;
        }

        _inText.Add((descriptor, place, expected, Shorten(found), entry));
    }

    /// <summary>Adds one at an offset in the image; these are few and come first.</summary>
    public void Add(DiagnosticDescriptor descriptor, long offset, string expected, string found) =>
        _items.Add(new VolumeDamage(descriptor, ChirpOsLayout.DisplayName, offset, expected, found));

    /// <summary>All of them.</summary>
    /// <param name="offsets">Finds the offset in the image of a place in the text.</param>
    public IReadOnlyList<VolumeDamage> ToList(Func<int, long> offsets)
    {
        var all = new List<VolumeDamage>(_items);
        all.AddRange(_inText.Select(damage => new VolumeDamage(
            damage.Descriptor, ChirpOsLayout.DisplayName, offsets(damage.Place), damage.Expected, damage.Found, damage.Entry is null ? null : Shorten(damage.Entry))));
        if (_left > 0)
        {
            all.Add(new VolumeDamage(
                DiagnosticCodes.InvalidField, ChirpOsLayout.DisplayName, -1, $"at most {Limit} things wrong", $"{_left} more, which are not listed"));
        }

        return all;
    }

    // A message is one line, whatever the image holds.
    private static string Shorten(string text)
    {
        const int Shown = 150;
        string line = string.Concat(text.Take(Shown).Select(unit => char.IsControl(unit) || char.IsSurrogate(unit) ? '\uFFFD' : unit));
        return text.Length > Shown ? line + "..." : line;
    }
}
