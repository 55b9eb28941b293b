namespace FlashFs.Formats.ChirpOs;

/// <summary>Keeps strings in memory.</summary>
public sealed class ChirpMemoryStorage : IChirpStorage
{
    private readonly Dictionary<string, string> _items = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? GetItem(string key) => _items.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void SetItem(string key, string value) => _items[key] = value;
}
