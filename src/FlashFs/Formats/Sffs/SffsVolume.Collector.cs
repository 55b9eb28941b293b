using FlashFs.Devices;

namespace FlashFs.Formats.Sffs;

// Free space and the garbage collector. On the device the collector works while the firmware is idle; here it does so
// before the call returns that started it.
public sealed partial class SffsVolume
{
    private const int DefaultAutoGcThreshold = 4;

    private SffsRandom _random;

    // The pages that a collector which was started is to erase; null when none was.
    private IEnumerable<int>? _toCollect;

    /// <summary>
    /// With so many free pages or fewer the collector starts by itself when a file is closed or erased, if no file is open
    /// then and a page is erased (<c>setAutoGc</c>). 0 turns that off. When no page is free at all, twice as many are
    /// collected, and at least one, whatever this is.
    /// </summary>
    public int AutoGcThreshold { get; set; } = DefaultAutoGcThreshold;

    /// <summary>How many pages there are of each kind.</summary>
    public SffsPageCounts PageCounts => new(
        _fat.CountOf(SffsPageState.Free), _fat.CountOf(SffsPageState.Used), _fat.CountOf(SffsPageState.Erased), _fat.CountOf(SffsPageState.Bad));

    /// <summary>The library's guess at free space (<c>getFreeSpace</c>).</summary>
    public SffsFreeSpace FreeSpace
    {
        get
        {
            long room = _options.MaxNameLength <= SffsLayout.OldMaxNameLength ? SffsLayout.OldGuessedRoom : SffsLayout.GuessedRoom;
            SffsPageCounts counts = PageCounts;
            return new SffsFreeSpace(counts.Free * room, (counts.Free + counts.Erased) * room);
        }
    }

    /// <summary>Erases the sectors of pages that are erased or bad (<c>gc</c>).</summary>
    /// <param name="pageCount">How many at most, but at least one; null means all. The search begins where the allocation says.</param>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    public void CollectGarbage(int? pageCount = null)
    {
        _ = Mounted();
        if (pageCount is { } count)
        {
            Collect(count);
        }
        else
        {
            StartCollector();
            RunCollector();
        }
    }

    /// <summary>Takes a free page, collecting some where none is free.</summary>
    private int TakePage(SffsRecord record)
    {
        // The library tries twice: what it collects the first time it finds the second time.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            int page = _fat.FindFree(_random.Next(_fat.PageCount));
            if (page >= 0)
            {
                return page;
            }

            Collect((int)Math.Min(2L * AutoGcThreshold, int.MaxValue));
            StartCollector();
        }

        throw new SffsException(
            SffsError.NoFreeSpace,
            $"None of the {_fat.PageCount} pages is free or can be collected; '{record.Name}' has {record.Length} bytes so far. Erase files.");
    }

    private void Collect(int atMost)
    {
        foreach (int page in _fat.DirtyFrom(_random.Next(_fat.PageCount)).Take(Math.Max(1, atMost)))
        {
            EraseSector(page);
        }
    }

    private void StartCollectorIfNeeded()
    {
        if (_openFiles.Count == 0 && AutoGcThreshold > 0
            && _fat.CountOf(SffsPageState.Free) <= AutoGcThreshold && _fat.CountOf(SffsPageState.Erased) > 0)
        {
            StartCollector();
        }
    }

    // The library notes what there is to do when its collector starts; what is erased meanwhile is left to the next one.
    private void StartCollector() => _toCollect ??= _fat.DirtyFrom(0);

    private void RunCollector()
    {
        foreach (int page in _toCollect ?? [])
        {
            // The library erases what it noted without looking again, and so files written in between.
            if (_fat.IsDirty(page))
            {
                EraseSector(page);
            }
        }

        _toCollect = null;
    }

    private void EraseSector(int page)
    {
        Mounted().Erase(AddressOf(page), SffsLayout.PageSize);
        _fat.Mark(page, SffsPageState.Free);
        Changed();
    }
}
