using System.Collections;

namespace FlashFs.Formats;

/// <summary>The extents of an image, as they are found. Its own and not the framework's list: that would be compiled anew in every process.</summary>
internal sealed class ExtentList : IReadOnlyList<VolumeExtent>
{
    private VolumeExtent[] _extents;

    /// <summary>Makes an empty list.</summary>
    /// <param name="capacity">How many extents there will be, where that is known.</param>
    public ExtentList(int capacity = 16) => _extents = new VolumeExtent[Math.Max(capacity, 1)];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public VolumeExtent this[int index] => index < Count ? _extents[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Adds an extent that goes on where the last one ends: as a part of it, where it is for the same.</summary>
    public void Join(VolumeExtent next)
    {
        if (Count > 0 && _extents[Count - 1] is var last && last.Kind == next.Kind && last.EntryIndex == next.EntryIndex)
        {
            _extents[Count - 1] = last with { Length = last.Length + next.Length };
        }
        else if (next.Length > 0)
        {
            Add(next);
        }
    }

    /// <summary>Adds an extent behind the others.</summary>
    public void Add(VolumeExtent extent)
    {
        if (Count == _extents.Length)
        {
            var larger = new VolumeExtent[2 * Count];
            Array.Copy(_extents, larger, Count);
            _extents = larger;
        }

        _extents[Count++] = extent;
    }

    /// <inheritdoc/>
    public IEnumerator<VolumeExtent> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _extents[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
