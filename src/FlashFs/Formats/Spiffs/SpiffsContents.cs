using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>The files of a scanned image, each checked page by page.</summary>
internal sealed class SpiffsContents
{
    // A power cut leaves two. Each costs a walk through all pages of the file, so there is a limit to it.
    private const int MaxHeaders = 4;

    // As many as one core reads in a twentieth of a millisecond.
    private const int FewFiles = 256;

    private readonly SpiffsScan _scan;
    private readonly SpiffsDamageList _damage;

    // What few files have: further index pages, several first ones, pages that are not where the tables say.
    private readonly Dictionary<int, SpiffsIndexPages> _indexPages = [];
    private readonly Dictionary<int, SpiffsCopies> _copies = [];
    private readonly HashSet<int> _notWhole = [];

    // Up to the count by entry; behind it, while files are read, by the place of the first index page among them: null for
    // those that are read one by one.
    private VolumeEntry[] _entries;
    private int _count;
    private long _dataBytes;

    private SpiffsContents(SpiffsScan scan, SpiffsDamageList damage)
    {
        _scan = scan;
        _damage = damage;
        _entries = new VolumeEntry[scan.FirstIndexPages.Length];
    }

    /// <summary>The entries, in the order in which the device lists them: by their first index pages.</summary>
    public IReadOnlyList<VolumeEntry> Entries => _entries;

    /// <summary>Contents that can be read, in bytes; of an object with several names once.</summary>
    public long DataBytes => _dataBytes + _copies.Values.Sum(copies => copies.ReadableBytes);

    /// <summary>How many files have all their pages where their tables say.</summary>
    public int WholeFiles => _entries.Length - _notWhole.Count;

    public static SpiffsContents Read(SpiffsScan scan, SpiffsDamageList damage)
    {
        var contents = new SpiffsContents(scan, damage);
        contents.ReadFiles();
        contents.ReportWrongLayout();
        foreach ((int objectId, int pages, int firstPage) in scan.Orphans())
        {
            damage.Add(
                DiagnosticCodes.BrokenChain,
                (long)firstPage * scan.Geometry.PageSize,
                $"a first index page for object {objectId}",
                $"{pages} other pages of it, its first data page among them: a file is lost, or its removal was cut off");
        }

        return contents;
    }

    /// <summary>The file of an entry.</summary>
    public SpiffsFile File(VolumeEntry entry)
    {
        int headerPage = (int)(entry.Offset / _scan.Geometry.PageSize);
        int objectId = _scan.ObjectIdOf(headerPage);
        return new SpiffsFile(_scan, objectId, headerPage, _indexPages.TryGetValue(objectId, out SpiffsIndexPages? others) ? others : SpiffsIndexPages.None);
    }

    /// <summary>Which page belongs to which entry.</summary>
    public SpiffsOwners Owners()
    {
        var owners = new SpiffsOwners(_scan.PageCount);
        foreach (VolumeEntry entry in _entries)
        {
            SpiffsFile file = File(entry);
            SpiffsPageCheck.Run(_scan, file, PossiblePages(file), owners, entry.Index);
        }

        return owners;
    }

    private void ReadFiles()
    {
        int[] headers = _scan.FirstIndexPages;
        ParallelRange.For(headers.Length, FewFiles, i => _entries[i] = ReadInOrder(headers[i], i)!);

        // What is to be said of the others is said in the order in which they lie there.
        for (int i = 0; i < headers.Length; i++)
        {
            if (_entries[i] is { } entry)
            {
                // A copy before it is no entry of its own.
                _entries[_count] = entry.Index == _count ? entry : entry with { Index = _count };
                _dataBytes += entry.Length;
                _count++;
            }
            else
            {
                ReadFile(headers[i]);
            }
        }

        Array.Resize(ref _entries, _count);
    }

    // The entry of a file that has one index page, and of which there is nothing to be said; null for others.
    private VolumeEntry? ReadInOrder(int headerPage, int index)
    {
        int objectId = _scan.ObjectIdOf(headerPage);
        var file = new SpiffsFile(_scan, objectId, headerPage, SpiffsIndexPages.None);
        SpiffsHeaderPage header = file.Header;
        uint length = header.Length;
        long dataPages = _scan.Geometry.DataPages(length);
        bool plain = !_scan.Objects.HasSeveralFirstIndexPages(objectId) && !_scan.Objects.HasMoreIndexPages(objectId);
        if (!plain || dataPages > Math.Min(_scan.Geometry.HeaderEntries, _scan.ObjectPages))
        {
            return null;
        }

        SpiffsCheckedPages pages = SpiffsPageCheck.Run(_scan, file, (int)dataPages);
        return pages.Problems == 0 && header.TryGetName(out string name)
            ? Entry(file, new SpiffsCheckedFile(length, length, IsWhole: true, IsDamaged: false), name, index)
            : null;
    }

    private void ReadFile(int headerPage)
    {
        int objectId = _scan.ObjectIdOf(headerPage);
        SpiffsIndexPages? indexPages = SpiffsIndexPages.None;
        if (_scan.Objects.HasMoreIndexPages(objectId) && !_indexPages.TryGetValue(objectId, out indexPages))
        {
            indexPages = SpiffsIndexPages.Find(_scan, objectId, headerPage);
            _indexPages.Add(objectId, indexPages);
        }

        var file = new SpiffsFile(_scan, objectId, headerPage, indexPages);
        if (!file.Header.TryGetName(out string name))
        {
            _damage.Add(
                DiagnosticCodes.InvalidField,
                (long)headerPage * _scan.Geometry.PageSize + SpiffsLayout.NameOffset,
                $"a name that ends within {_scan.Geometry.Options.NameLength} bytes",
                "no NUL",
                name);
        }

        if (_scan.Objects.HasSeveralFirstIndexPages(objectId))
        {
            ReadCopy(file, name);
            return;
        }

        SpiffsCheckedFile result = Check(file, name, report: true);
        _dataBytes += result.ReadableBytes;
        Add(file, result, name);
    }

    private void ReadCopy(SpiffsFile file, string name)
    {
        if (!_copies.TryGetValue(file.ObjectId, out SpiffsCopies? copies))
        {
            copies = new SpiffsCopies();
            _copies.Add(file.ObjectId, copies);
        }

        // Two index pages with one name are two copies of one page. The device takes the first, and so does this reader
        // unless pages are missing from the first and not from the other.
        bool copy = copies.TryGetEntry(name, out int index);
        if (copy && !_notWhole.Contains(index))
        {
            return;
        }

        if (copies.Headers++ == MaxHeaders)
        {
            _damage.Add(
                DiagnosticCodes.BrokenChain,
                (long)file.HeaderPage * _scan.Geometry.PageSize,
                $"at most {MaxHeaders} first index pages for object {file.ObjectId}",
                $"one more, with the name '{name}'");
        }

        if (copies.Headers > MaxHeaders)
        {
            return;
        }

        SpiffsCheckedFile result = Check(file, name, report: !copy);
        if (!copy)
        {
            index = _count;
            Add(file, result, name);
            copies.Keep(name, index, result.ReadableBytes);
        }
        else if (result.IsWhole)
        {
            long taken = _entries[index].Offset / _scan.Geometry.PageSize;
            _damage.Add(
                DiagnosticCodes.BrokenChain,
                _entries[index].Offset,
                $"one first index page for object {file.ObjectId}",
                $"two: the device takes page {taken} and cannot read the file; page {file.HeaderPage} has all of it and was read instead",
                name);
            _entries[index] = Entry(file, result, name, index);
            _notWhole.Remove(index);
            copies.Keep(name, index, result.ReadableBytes);
        }
    }

    private void Add(SpiffsFile file, SpiffsCheckedFile result, string name)
    {
        if (!result.IsWhole)
        {
            _notWhole.Add(_count);
        }

        _entries[_count] = Entry(file, result, name, _count);
        _count++;
    }

    private SpiffsCheckedFile Check(SpiffsFile file, string name, bool report)
    {
        SpiffsGeometry geometry = _scan.Geometry;
        uint size = file.Header.Length;
        long dataPages = geometry.DataPages(size);
        bool impossible = dataPages > _scan.ObjectPages;
        SpiffsCheckedPages pages = SpiffsPageCheck.Run(_scan, file, PossiblePages(file));
        if (report && impossible)
        {
            _damage.Add(
                DiagnosticCodes.InvalidField,
                (long)file.HeaderPage * geometry.PageSize + SpiffsLayout.SizeOffset,
                $"a size that fits in the {_scan.ObjectPages} object pages of the image",
                $"{size} bytes",
                name);
        }
        else if (report && pages.Problems > 0)
        {
            VolumeDamage first = file.Resolve(pages.FirstProblem).ToDamage(_scan, name, pages.FirstProblem);
            string extent = $"; {pages.Problems} of its {dataPages} data pages are not where its tables say, and {dataPages - pages.Readable} cannot be read at all";
            _damage.Add(first.Descriptor, first.Offset, first.Expected, first.Found + extent, name);
        }

        long length = impossible ? (long)pages.Leading * geometry.ContentPerPage : size;
        return new SpiffsCheckedFile(
            length,
            impossible ? length : DataOf(pages, length),
            IsWhole: pages.Problems == 0 && !impossible,
            IsDamaged: impossible || pages.Readable < dataPages);
    }

    private int PossiblePages(SpiffsFile file) => (int)Math.Min(_scan.Geometry.DataPages(file.Header.Length), _scan.ObjectPages);

    private VolumeEntry Entry(SpiffsFile file, SpiffsCheckedFile result, string name, int index) =>
        new(index, name, result.Length, result.Length, (long)file.HeaderPage * _scan.Geometry.PageSize)
        {
            IsDamaged = result.IsDamaged,
            Attributes = file.Header.Attributes(file.ObjectId),
        };

    private long DataOf(SpiffsCheckedPages pages, long length)
    {
        long perPage = _scan.Geometry.ContentPerPage;
        long last = length - Math.Max(0, _scan.Geometry.DataPages(length) - 1) * perPage;
        return pages.LastReadable ? (pages.Readable - 1) * perPage + last : pages.Readable * perPage;
    }

    // A wrong nameLength, metaLength or alignedIndexTables leaves everything in order but the references of all files.
    private void ReportWrongLayout()
    {
        int withData = 0;
        foreach (VolumeEntry entry in _entries.Where(entry => entry.Length > 0))
        {
            withData++;
            if (File(entry).PageInOrder(0) >= 0)
            {
                return; // as a rule the first
            }
        }

        if (withData < 2)
        {
            return;
        }

        SpiffsOptions options = _scan.Geometry.Options;
        _damage.AddFirst(
            DiagnosticCodes.InvalidField,
            $"tables of data pages at offset {_scan.Geometry.HeaderTableOffset} of index pages (nameLength {options.NameLength}, metaLength {options.MetaLength}, alignedIndexTables {(options.AlignedIndexTables ? "true" : "false")})",
            $"no such table in any of {withData} files: the image was probably made with other values, and a device with these mounts it, lists it and reads garbage");
    }
}
