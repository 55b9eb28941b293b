namespace FlashFs.Formats.Spiffs;

/// <summary>Which objects the pages of an image speak of, and by which of their pages.</summary>
internal sealed class SpiffsObjects
{
    private readonly SpiffsObjectSet _withFirst = new();
    private readonly SpiffsObjectSet _withSeveral = new();
    private readonly SpiffsObjectSet _withMore = new();
    private readonly SpiffsObjectSet _withData = new();
    private readonly SpiffsObjectSet _beingDeleted = new();

    /// <summary>Whether an object has more than one first index page, which a power cut can leave.</summary>
    public bool HasSeveralFirstIndexPages(int objectId) => _withSeveral.Contains(objectId);

    /// <summary>Whether an object has index pages beside the first; most have none.</summary>
    public bool HasMoreIndexPages(int objectId) => _withMore.Contains(objectId);

    /// <summary>The objects, in ascending order, that have their first data page and no first index page, and are not being deleted.</summary>
    public IEnumerable<int> Headless() => _withData.Without(_withFirst).Where(objectId => !_beingDeleted.Contains(objectId));

    /// <summary>Takes in a page.</summary>
    public void Add(SpiffsPageHeader header, SpiffsPageState state)
    {
        int objectId = header.ObjectId & ~SpiffsLayout.IndexFlag;
        switch (state)
        {
            case SpiffsPageState.Index when header.SpanIndex == 0:
                (_withFirst.Contains(objectId) ? _withSeveral : _withFirst).Add(objectId);
                break;
            case SpiffsPageState.Index:
                _withMore.Add(objectId);
                break;
            case SpiffsPageState.Data when header.SpanIndex == 0:
                _withData.Add(objectId);
                break;
            case SpiffsPageState.BeingDeleted:
                _beingDeleted.Add(objectId);
                break;
        }
    }

    /// <summary>Takes in what other pages speak of.</summary>
    public void Add(SpiffsObjects others)
    {
        _withSeveral.Add(others._withSeveral);
        _withSeveral.AddCommon(_withFirst, others._withFirst);
        _withFirst.Add(others._withFirst);
        _withMore.Add(others._withMore);
        _withData.Add(others._withData);
        _beingDeleted.Add(others._beingDeleted);
    }
}
