using System.Globalization;
using System.Text;
using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>The files of a scanned image, each checked page by page.</summary>
internal sealed class SpiffsContents
{
    // A power cut leaves two. Each costs a walk through all pages of the file, so there is a limit to it.
    private const int MaxHeaders = 4;

    private readonly SpiffsScan _scan;
    private readonly SpiffsDamageList _damage;
    private readonly List<VolumeEntry> _entries;
    private readonly List<SpiffsFile> _files;
    private readonly Dictionary<int, SpiffsObject> _objects;

    private SpiffsContents(SpiffsScan scan, SpiffsDamageList damage)
    {
        _scan = scan;
        _damage = damage;
        _entries = new List<VolumeEntry>(scan.FirstIndexPages);
        _files = new List<SpiffsFile>(scan.FirstIndexPages);
        _objects = new Dictionary<int, SpiffsObject>(scan.FirstIndexPages);
        Owners = new int[scan.PageCount];

        // Not by what a span offers: the framework has no code for that, and to compile it takes longer than to run this.
        for (int page = 0; page < Owners.Length; page++)
        {
            Owners[page] = -1;
        }
    }

    /// <summary>The entries, in the order in which the device lists them: by their first index pages.</summary>
    public IReadOnlyList<VolumeEntry> Entries => _entries;

    /// <summary>The files, in the order of <see cref="Entries"/>.</summary>
    public IReadOnlyList<SpiffsFile> Files => _files;

    /// <summary>For each page the entry that it belongs to; -1 for none.</summary>
    public int[] Owners { get; }

    /// <summary>Contents that can be read, in bytes; of an object with several names once.</summary>
    public long DataBytes => _objects.Values.Sum(owner => owner.FirstEntry >= 0 ? _files[owner.FirstEntry].ReadableBytes : 0);

    /// <summary>How many files have all their pages where their tables say.</summary>
    public int WholeFiles => _files.Count(file => file.IsWhole);

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

    /// <summary>What to say when a data page cannot be read.</summary>
    public static VolumeDamage Missing(SpiffsScan scan, string name, int span, SpiffsReference reference) => new(
        DiagnosticCodes.BrokenChain,
        SpiffsLayout.DisplayName,
        reference.IndexPage < 0 ? -1 : (long)reference.IndexPage * scan.Geometry.PageSize,
        $"a reference to data page {span}",
        Describe(scan, reference),
        name);

    private static string Describe(SpiffsScan scan, SpiffsReference reference) => reference.Problem switch
    {
        SpiffsReferenceProblem.IndexPageMissing => "no index page that could hold it",
        SpiffsReferenceProblem.NoReference => "none",
        SpiffsReferenceProblem.NoObjectPage => $"one to page {reference.Referred}, which is {(reference.Referred < scan.PageCount ? "part of a lookup table" : $"beyond the {scan.PageCount} pages")}",
        SpiffsReferenceProblem.OtherPage => $"one to page {reference.Referred}, which is not that page of the file",
        SpiffsReferenceProblem.DeletedOrUnfinished => $"one to page {reference.Referred}, which is deleted or was never completed",
        SpiffsReferenceProblem.NotInLookup => $"one to page {reference.Referred}, which the lookup table calls free or deleted",
        _ => "a good one",
    };

    private void ReadFiles()
    {
        for (int page = 0; page < _scan.PageCount; page++)
        {
            if (_scan.IsFirstIndexPage(page, out int objectId))
            {
                ReadFile(page, objectId);
            }
        }
    }

    private void ReadFile(int headerPage, int objectId)
    {
        ReadOnlySpan<byte> page = _scan.Page(headerPage);
        string name = ReadName(page, headerPage);
        if (!_objects.TryGetValue(objectId, out SpiffsObject? owner))
        {
            owner = new SpiffsObject(_scan, objectId, headerPage);
            _objects.Add(objectId, owner);
        }

        // Two index pages with one name are two copies of one page. The device takes the first, and so does this reader
        // unless pages are missing from the first and not from the other.
        bool copy = owner.TryGetEntry(name, out int index);
        if (copy && _files[index].IsWhole)
        {
            return;
        }

        if (owner.Headers++ == MaxHeaders)
        {
            _damage.Add(
                DiagnosticCodes.BrokenChain,
                (long)headerPage * _scan.Geometry.PageSize,
                $"at most {MaxHeaders} first index pages for object {objectId}",
                $"one more, with the name '{name}'");
        }

        if (owner.Headers > MaxHeaders)
        {
            return;
        }

        index = copy ? index : _entries.Count;
        SpiffsFile file = CheckFile(new SpiffsFile(_scan, owner, objectId, headerPage), name, index, report: !copy);
        if (!copy)
        {
            owner.AddEntry(name, index);
            _files.Add(file);
            _entries.Add(Entry(file, name, index));
        }
        else if (file.IsWhole)
        {
            _damage.Add(
                DiagnosticCodes.BrokenChain,
                (long)_files[index].HeaderPage * _scan.Geometry.PageSize,
                $"one first index page for object {objectId}",
                $"two: the device takes page {_files[index].HeaderPage} and cannot read the file; page {headerPage} has all of it and was read instead",
                name);
            _files[index] = file;
            _entries[index] = Entry(file, name, index);
        }
    }

    private SpiffsFile CheckFile(SpiffsFile file, string name, int index, bool report)
    {
        SpiffsGeometry geometry = _scan.Geometry;
        uint size = geometry.Order.ReadUInt32(_scan.Page(file.HeaderPage)[SpiffsLayout.SizeOffset..]);
        long dataPages = size == SpiffsLayout.UndefinedSize ? 0 : geometry.DataPages(size);
        bool impossible = dataPages > _scan.ObjectPages;
        SpiffsCheckedPages pages = file.Check((int)Math.Min(dataPages, _scan.ObjectPages), Owners, index);
        file.IsWhole = pages.Problems == 0 && !impossible;
        file.IsDamaged = impossible || pages.Readable < dataPages;
        file.Length = impossible ? (long)pages.Leading * geometry.ContentPerPage : dataPages == 0 ? 0 : size;
        file.ReadableBytes = impossible ? file.Length : DataOf(pages, file.Length);
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
            VolumeDamage first = Missing(_scan, name, pages.FirstProblem, file.Resolve(pages.FirstProblem));
            string extent = $"; {pages.Problems} of its {dataPages} data pages are not where its tables say, and {dataPages - pages.Readable} cannot be read at all";
            _damage.Add(first.Descriptor, first.Offset, first.Expected, first.Found + extent, name);
        }

        return file;
    }

    private VolumeEntry Entry(SpiffsFile file, string name, int index) =>
        new(index, name, file.Length, file.Length, (long)file.HeaderPage * _scan.Geometry.PageSize)
        {
            IsDamaged = file.IsDamaged,
            Attributes = Attributes(_scan.Page(file.HeaderPage), file.ObjectId),
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
        foreach (SpiffsFile file in _files.Where(file => file.Length > 0))
        {
            withData++;
            if (file.PageInOrder(0) >= 0)
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

    private string ReadName(ReadOnlySpan<byte> page, int headerPage)
    {
        ReadOnlySpan<byte> field = page.Slice(SpiffsLayout.NameOffset, _scan.Geometry.Options.NameLength);
        int end = field.IndexOf((byte)0);
        ReadOnlySpan<byte> bytes = end < 0 ? field : field[..end];
        string name = Encoding.UTF8.GetString(bytes.StartsWith((byte)'/') ? bytes[1..] : bytes);
        if (end < 0)
        {
            _damage.Add(
                DiagnosticCodes.InvalidField,
                (long)headerPage * _scan.Geometry.PageSize + SpiffsLayout.NameOffset,
                $"a name that ends within {field.Length} bytes",
                "no NUL",
                name);
        }

        return name;
    }

    private KeyValuePair<string, string>[] Attributes(ReadOnlySpan<byte> page, int objectId)
    {
        SpiffsOptions options = _scan.Geometry.Options;
        var id = new KeyValuePair<string, string>("objectId", objectId.ToString(CultureInfo.InvariantCulture));
        byte type = page[SpiffsLayout.TypeOffset];
        ReadOnlySpan<byte> meta = page.Slice(SpiffsLayout.NameOffset + options.NameLength, options.MetaLength);
        bool hasMeta = meta.ContainsAnyExcept((byte)0) && meta.ContainsAnyExcept(ErasedFlash.Value);
        if (type == SpiffsLayout.FileType && !hasMeta)
        {
            return [id]; // thousands of them
        }

        List<KeyValuePair<string, string>> attributes = [id];
        if (type != SpiffsLayout.FileType)
        {
            attributes.Add(new("type", type.ToString(CultureInfo.InvariantCulture)));
        }

        if (hasMeta)
        {
            attributes.Add(new("meta", Convert.ToHexStringLower(meta)));
        }

        return [.. attributes];
    }
}
