using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Sffs;

/// <summary>One pass over all pages of a volume: what each of them is, and which files they make. Needs about 10 bytes for each page.</summary>
/// <remarks>Where pages contradict each other the library's order decides: it goes through them by address, and the last word counts.</remarks>
internal sealed class SffsScan
{
    private const int PageBits = 20;
    private const int SpanBits = 16;

    private readonly ReadOnlyMemory<byte> _pages;
    private readonly int _maxNameLength;
    private readonly SffsDamageList _damage;
    private readonly List<SffsRecord> _records = [];
    private readonly HashSet<int> _ids = [];

    private SffsScan(ReadOnlyMemory<byte> pages, int maxNameLength, SffsDamageList damage)
    {
        _pages = pages;
        _maxNameLength = maxNameLength;
        _damage = damage;
        States = new SffsPageState[pages.Length / SffsLayout.PageSize];
    }

    /// <summary>What each page is.</summary>
    public SffsPageState[] States { get; }

    /// <summary>The files, by id, hidden ones included.</summary>
    public IReadOnlyList<SffsRecord> Records => _records;

    /// <summary>The ids in all used pages, those of no file too.</summary>
    public HashSet<int> Ids => _ids;

    /// <summary>Scans a volume.</summary>
    /// <param name="image">The volume; what is behind its last whole page is not looked at.</param>
    /// <param name="maxNameLength">The longest name that the device reads.</param>
    /// <param name="damage">Takes what is wrong.</param>
    public static SffsScan Run(ReadOnlyMemory<byte> image, int maxNameLength, SffsDamageList damage)
    {
        int whole = image.Length / SffsLayout.PageSize * SffsLayout.PageSize;
        if (whole == 0 || whole != image.Length)
        {
            damage.Add(DiagnosticCodes.Truncated, whole, $"whole pages of {SffsLayout.PageSize} bytes", $"{image.Length - whole} bytes");
        }

        var scan = new SffsScan(image[..whole], maxNameLength, damage);
        long[] used = scan.LookAtPages();
        Array.Sort(used);
        for (int i = 0; i < used.Length;)
        {
            int end = i;
            while (end < used.Length && IdOf(used[end]) == IdOf(used[i]))
            {
                end++;
            }

            scan.AddFile(used.AsSpan(i, end - i));
            i = end;
        }

        scan.HideDoubledNames();
        return scan;
    }

    private long[] LookAtPages()
    {
        var used = new List<long>();
        for (int number = 0; number < States.Length; number++)
        {
            SffsPage page = Page(number);
            States[number] = page.State;
            switch (page.State)
            {
                case SffsPageState.Used:
                    used.Add(((long)page.Header.Id << (SpanBits + PageBits)) + ((long)page.Header.Span << PageBits) + number);
                    break;
                case SffsPageState.Free:
                    CheckErased(number);
                    break;
                case SffsPageState.Bad:
                    _damage.AddAtPage(DiagnosticCodes.InvalidField, number, "a page that is free, used or erased", Describe(number, page.Header));
                    break;
            }
        }

        return [.. used];
    }

    private string Describe(int number, SffsPageHeader header)
    {
        string name = header.Span == 0 ? $", a name of {Bytes(number)[SffsLayout.NameLengthOffset]} bytes where 1 to {_maxNameLength} are read" : "";
        return $"id 0x{header.Id:x4}, span 0x{header.Span:x4}, size 0x{header.Size:x4}{name}: bad to the device, which collects it";
    }

    // The device looks at the header alone, and finds out when what it writes there does not read back.
    private void CheckErased(int number)
    {
        ReadOnlySpan<byte> page = Bytes(number);
        int dirty = page.IndexOfAnyExcept(ErasedFlash.Value);
        if (dirty >= 0)
        {
            _damage.Add(
                DiagnosticCodes.InvalidField, (long)number * SffsLayout.PageSize + dirty, "0xFF to the end of a page that is free by its header", $"0x{page[dirty]:x2}");
        }
    }

    private void AddFile(ReadOnlySpan<long> used)
    {
        int id = IdOf(used[0]);
        _ids.Add(id);
        if (SpanOf(used[0]) != 0)
        {
            _damage.AddAtPage(
                DiagnosticCodes.BrokenChain,
                used.ToArray().Min(PageOf),
                $"a first page (span 0) of file id {id}",
                $"none beside {used.Length} of its other pages, which the device can neither read nor collect");
            return;
        }

        // Of several first pages the last one counts, as of all pages.
        int first = 0;
        while (first + 1 < used.Length && SpanOf(used[first + 1]) == 0)
        {
            first++;
        }

        SffsRecord record = NewRecord(PageOf(used[first]));
        int behindGap = 0;
        for (int i = 0; i < used.Length; i++)
        {
            int number = PageOf(used[i]);
            int span = SpanOf(used[i]);
            if (i + 1 < used.Length && SpanOf(used[i + 1]) == span)
            {
                record.StrayPages.Add(number);
                record.IsDamaged = true;
                ReportDouble(record, span, number, PageOf(used[i + 1]));
            }
            else if (span > record.Spans.Count)
            {
                record.StrayPages.Add(number);
                behindGap++;
            }
            else
            {
                SffsPage page = Page(number);
                record.AddPage(number, page.Length);
                CheckClosed(page, number, record);
            }
        }

        if (behindGap > 0)
        {
            ReportGap(record, behindGap);
        }
    }

    // Of two files with one name the library knows the one whose first page comes last.
    private void HideDoubledNames()
    {
        var byName = new Dictionary<string, SffsRecord>(_records.Count, StringComparer.Ordinal);
        foreach (SffsRecord record in _records.OrderBy(record => record.Spans[0].Page))
        {
            if (byName.TryGetValue(record.Key, out SffsRecord? hidden))
            {
                hidden.IsHidden = true;
                _damage.AddAtPage(
                    DiagnosticCodes.InvalidField,
                    hidden.Spans[0].Page,
                    $"one file with the name '{record.Name}'",
                    $"another with id {record.Id} at 0x{(long)record.Spans[0].Page * SffsLayout.PageSize:x}, which hides this one with id {hidden.Id}",
                    record.Name);
            }

            byName[record.Key] = record;
        }
    }

    private SffsRecord NewRecord(int number)
    {
        SffsPage page = Page(number);
        ReadOnlySpan<byte> name = Bytes(number).Slice(SffsLayout.NameOffset, page.NameLength);
        var record = new SffsRecord(page.Header.Id, SffsNames.Key(name), page.Created);
        _records.Add(record);
        return record;
    }

    private void CheckClosed(SffsPage page, int number, SffsRecord record)
    {
        if (page.IsClosed)
        {
            return;
        }

        string found = page.Header.Size == SffsLayout.Unwritten
            ? "0xffff: the file was never closed"
            : $"{page.Header.Size}, more than there is room for";
        _damage.Add(
            DiagnosticCodes.InvalidField,
            (long)number * SffsLayout.PageSize + SffsLayout.SizeOffset,
            $"the size of span {record.Spans.Count - 1}, 1 to {page.Room}, or 0 for full",
            $"{found}; the device reads all {page.Room} bytes",
            record.Name);
    }

    private void ReportDouble(SffsRecord record, int span, int number, int next) => _damage.AddAtPage(
        DiagnosticCodes.BrokenChain,
        number,
        $"one page with span {span} of file id {record.Id}",
        $"another at 0x{(long)next * SffsLayout.PageSize:x}: the last of them counts",
        record.Name);

    // Only the last page of a file is not full: what is behind one that is not was never part of the file.
    private void ReportGap(SffsRecord record, int behindGap)
    {
        record.IsDamaged = SffsVolume.RoomInLastPage(record) == 0 || record.IsDamaged;
        string pages = Counted.Of(behindGap, "page");
        (string expected, string found) = SffsVolume.RoomInLastPage(record) == 0
            ? ($"span {record.Spans.Count} of file id {record.Id}", $"none, and {pages} of later spans; the file is read up to there, {record.Length} bytes")
            : ($"no page behind span {record.Spans.Count - 1} of file id {record.Id}, which is not full and so the last", $"{pages} of later spans; the file is read without, {record.Length} bytes");
        _damage.AddAtPage(DiagnosticCodes.BrokenChain, record.Spans[0].Page, expected, found, record.Name);
    }

    private SffsPage Page(int number) => SffsPage.Parse(Bytes(number), _maxNameLength);

    private ReadOnlySpan<byte> Bytes(int number) => _pages.Span.Slice(number * SffsLayout.PageSize, SffsLayout.PageSize);

    private static int IdOf(long key) => (int)(key >> (SpanBits + PageBits));

    private static int SpanOf(long key) => (int)(key >> PageBits) & 0xFFFF;

    private static int PageOf(long key) => (int)key & ((1 << PageBits) - 1);
}
