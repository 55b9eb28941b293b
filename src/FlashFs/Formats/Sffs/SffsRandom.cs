namespace FlashFs.Formats.Sffs;

/// <summary>Where searches for a page begin: a small generator of its own, so that one seed means one image for ever.</summary>
internal struct SffsRandom(SffsOptions options)
{
    private readonly bool _atStart = options.Allocation == SffsAllocation.FirstFree;
    private uint _state = (uint)options.Seed;

    /// <summary>The next start, from 0 to below a number of pages.</summary>
    public int Next(int pageCount)
    {
        if (_atStart)
        {
            return 0;
        }

        // The low bits of such a generator repeat soon; the rest is more than pages can be numbered with.
        _state = (_state * 1103515245 + 12345) & 0x7FFFFFFF;
        return (int)((_state >> 8) % (uint)pageCount);
    }
}
