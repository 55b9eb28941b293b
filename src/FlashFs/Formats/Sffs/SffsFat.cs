namespace FlashFs.Formats.Sffs;

/// <summary>The file allocation table, which the library keeps in memory: what each page is, and the pages of each file.</summary>
internal sealed class SffsFat
{
    private readonly SffsPageState[] _states;
    private readonly int[] _counts = new int[4];
    private readonly Dictionary<string, SffsRecord> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SffsRecord> _byId = [];
    private readonly HashSet<int> _ids;

    // What the collector takes: it is asked for often, and a volume can have many pages.
    private readonly SortedSet<int> _dirty = [];
    private int _nextId = SffsLayout.FirstId;

    // No page below it is free.
    private int _lowestFree;

    /// <summary>Makes the table of an erased volume.</summary>
    public SffsFat(int pageCount)
    {
        _states = new SffsPageState[pageCount];
        _ids = [];
        Count();
    }

    /// <summary>Makes the table of a volume that was scanned.</summary>
    public SffsFat(SffsScan scan)
    {
        _states = scan.States;
        _ids = scan.Ids;
        _nextId = _ids.Count == 0 ? SffsLayout.FirstId : _ids.Max() + 1;
        Count();
        Hidden = [.. scan.Records.Where(record => record.IsHidden)];
        foreach (SffsRecord record in scan.Records.Where(record => !record.IsHidden))
        {
            _byKey.Add(record.Key, record);
            _byId.Add(record.Id, record);
        }
    }

    /// <summary>The files that the device knows, in no order.</summary>
    public IReadOnlyCollection<SffsRecord> Records => _byKey.Values;

    /// <summary>Files in whose place another one of the same name is found.</summary>
    public IReadOnlyList<SffsRecord> Hidden { get; } = [];

    /// <summary>How many pages there are.</summary>
    public int PageCount => _states.Length;

    /// <summary>What each page is.</summary>
    public ReadOnlySpan<SffsPageState> States => _states;

    /// <summary>How many pages are in a state.</summary>
    public int CountOf(SffsPageState state) => _counts[(int)state];

    /// <summary>Finds a file by the key of its name.</summary>
    public SffsRecord? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Finds a file by its id.</summary>
    public SffsRecord? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a file that has no pages yet, under the next id.</summary>
    /// <returns>The file; null when all ids are in use.</returns>
    public SffsRecord? Create(string key, int created)
    {
        if (_ids.Count > SffsLayout.LastId - SffsLayout.FirstId)
        {
            return null;
        }

        // The library takes the number that reads as erased flash for an id, and after wrapping around ids in use.
        while (_nextId > SffsLayout.LastId || _ids.Contains(_nextId))
        {
            _nextId = _nextId >= SffsLayout.LastId ? SffsLayout.FirstId : _nextId + 1;
        }

        var record = new SffsRecord(_nextId, key, created);
        _ids.Add(record.Id);
        _byKey.Add(key, record);
        _byId.Add(record.Id, record);
        _nextId = SffsLayout.IdAfter(_nextId);
        return record;
    }

    /// <summary>Removes a file; what its pages are is for the caller to say.</summary>
    public void Remove(SffsRecord record)
    {
        _byKey.Remove(record.Key);
        _byId.Remove(record.Id);
        _ids.Remove(record.Id);
    }

    /// <summary>Says what a page is from now on.</summary>
    public void Mark(int page, SffsPageState state)
    {
        _counts[(int)_states[page]]--;
        _dirty.Remove(page);
        _states[page] = state;
        Count(page);
        if (state == SffsPageState.Free)
        {
            _lowestFree = Math.Min(_lowestFree, page);
        }
    }

    /// <summary>Whether the collector takes a page.</summary>
    public bool IsDirty(int page) => _dirty.Contains(page);

    /// <summary>The pages that the collector takes, as they are now: those from a page on, then those before it.</summary>
    public IEnumerable<int> DirtyFrom(int page)
    {
        int[] behind = [.. _dirty.GetViewBetween(page, int.MaxValue)];
        int[] before = [.. _dirty.GetViewBetween(int.MinValue, page - 1)];
        return behind.Concat(before);
    }

    /// <summary>The first free page from a page on, and from the start of the volume when there is none behind it; -1 when there is none at all.</summary>
    public int FindFree(int from)
    {
        if (CountOf(SffsPageState.Free) == 0)
        {
            return -1;
        }

        if (from > _lowestFree && IndexOfFree(from) is >= 0 and int behind)
        {
            return behind;
        }

        return _lowestFree = IndexOfFree(_lowestFree);
    }

    private int IndexOfFree(int from) => Array.IndexOf(_states, SffsPageState.Free, from);

    private void Count()
    {
        for (int page = 0; page < _states.Length; page++)
        {
            Count(page);
        }
    }

    private void Count(int page)
    {
        _counts[(int)_states[page]]++;
        if (_states[page] is SffsPageState.Erased or SffsPageState.Bad)
        {
            _dirty.Add(page);
        }
    }
}
