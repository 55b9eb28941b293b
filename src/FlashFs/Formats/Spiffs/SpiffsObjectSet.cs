using System.Numerics;

namespace FlashFs.Formats.Spiffs;

/// <summary>A set of objects, by their ids: a bit for each that there can be.</summary>
internal sealed class SpiffsObjectSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words = new ulong[(SpiffsLayout.MaxObjectId / WordBits) + 1];

    public bool Contains(int objectId) => (_words[objectId / WordBits] >> (objectId % WordBits) & 1) != 0;

    public void Add(int objectId) => _words[objectId / WordBits] |= 1ul << (objectId % WordBits);

    /// <summary>Adds all of another set.</summary>
    public void Add(SpiffsObjectSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    /// <summary>Adds what two other sets have both.</summary>
    public void AddCommon(SpiffsObjectSet one, SpiffsObjectSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] |= one._words[i] & other._words[i];
        }
    }

    /// <summary>The objects, in ascending order, that another set does not have.</summary>
    public IEnumerable<int> Without(SpiffsObjectSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            for (ulong left = _words[i] & ~other._words[i]; left != 0; left &= left - 1)
            {
                yield return (i * WordBits) + BitOperations.TrailingZeroCount(left);
            }
        }
    }
}
