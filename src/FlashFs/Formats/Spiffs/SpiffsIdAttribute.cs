using System.Collections;
using System.Globalization;

namespace FlashFs.Formats.Spiffs;

/// <summary>The attributes of nearly every file: its object id alone. Written out when somebody asks, since thousands of files have one and few are asked.</summary>
internal sealed class SpiffsIdAttribute(int objectId) : IReadOnlyList<KeyValuePair<string, string>>
{
    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public KeyValuePair<string, string> this[int index] =>
        index == 0 ? new("objectId", objectId.ToString(CultureInfo.InvariantCulture)) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
