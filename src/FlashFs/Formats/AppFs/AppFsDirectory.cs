using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

/// <summary>
/// All files and pages, as one copy of the metadata has them. Chains are followed once and every page belongs to one file
/// at most, so no metadata makes this take long or loop.
/// </summary>
internal sealed class AppFsDirectory
{
    private readonly AppFsDescriptorLayout _layout;
    private readonly long _imageLength;
    private readonly List<VolumeDamage> _damage = [];
    private readonly List<AppFsFile> _files = [];
    private readonly int[] _owners = new int[AppFsLayout.PageCount];

    // Files whose pages or length cannot all be right.
    private readonly HashSet<int> _damagedFiles = [];

    private AppFsDirectory(ReadOnlyMemory<byte> image, long? partitionSize, AppFsDescriptorLayout layout)
    {
        _layout = layout;
        _imageLength = image.Length;
        _owners.AsSpan().Fill(-1);
        Metadata = AppFsMetadata.Read(image, _damage);
        PartitionSize = partitionSize ?? (Metadata.Current < 0 ? image.Length : Math.Max(image.Length, SizeByMarks()));
        if (Metadata.Current >= 0)
        {
            FollowChains();
            FindStrays();
            FindDoubles();
        }
    }

    /// <summary>Both copies of the metadata.</summary>
    public AppFsMetadata Metadata { get; }

    /// <summary>The size of the partition: given, or what the page marks say of an image that was cut off behind its last byte.</summary>
    public long PartitionSize { get; }

    /// <summary>The files, by their first pages.</summary>
    public IReadOnlyList<AppFsFile> Files => _files;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<VolumeDamage> Damage => _damage;

    /// <summary>How many pages are free.</summary>
    public int FreePages => CountPages(AppFsLayout.UseFree);

    /// <summary>How many pages hold data.</summary>
    public int DataPages => CountPages(AppFsLayout.UseData);

    /// <summary>Reads the directory.</summary>
    /// <param name="image">The image or flash.</param>
    /// <param name="partitionSize">The size of the partition; null where the image alone is known.</param>
    /// <param name="layout">Which fields a descriptor has.</param>
    public static AppFsDirectory Read(ReadOnlyMemory<byte> image, long? partitionSize, AppFsDescriptorLayout layout) =>
        new(image, partitionSize, layout);

    public AppFsDescriptor Descriptor(int page) => Metadata.Descriptor(page, _layout);

    /// <summary>Whether the device takes a page for one of the partition: the last index that is not marked is not.</summary>
    public bool IsInPartition(int page) => page < AppFsLayout.PagesIn(PartitionSize);

    public bool IsFree(int page) => Metadata.Current >= 0 && IsInPartition(page) && Descriptor(page).Use == AppFsLayout.UseFree;

    /// <summary>The file that a page belongs to; null for none.</summary>
    public AppFsFile? OwnerOf(int page) => page >= 0 && page < _owners.Length && _owners[page] >= 0 ? _files[_owners[page]] : null;

    /// <summary>The file that begins at a page; null for none.</summary>
    public AppFsFile? FileAt(int page) => OwnerOf(page) is { } file && file.Handle == page ? file : null;

    /// <summary>The first file of a name, which is the one that the device finds; null for none.</summary>
    public AppFsFile? Find(ReadOnlySpan<byte> name)
    {
        foreach (AppFsFile file in _files)
        {
            if (name.SequenceEqual(file.Name))
            {
                return file;
            }
        }

        return null;
    }

    private int CountPages(byte use)
    {
        int count = 0;
        for (int page = 0; Metadata.Current >= 0 && page < AppFsLayout.PagesIn(PartitionSize); page++)
        {
            count += Descriptor(page).Use == use ? 1 : 0;
        }

        return count;
    }

    private long SizeByMarks()
    {
        int end = AppFsLayout.PageCount;
        while (end > 0 && Descriptor(end - 1).Use == AppFsLayout.UseNever)
        {
            end--;
        }

        // Without marks it may be 255 or 256 sectors: the image alone can tell, and it is the larger of both that counts.
        return end < AppFsLayout.PageCount || _imageLength == (long)end * AppFsLayout.PageSize ? (long)end * AppFsLayout.PageSize : AppFsLayout.MaxSize;
    }

    private void FollowChains()
    {
        for (int page = 0; page < AppFsLayout.PageCount; page++)
        {
            if (Descriptor(page).BeginsFile)
            {
                _owners[page] = _files.Count;
                _files.Add(ReadFile(page));
            }
        }

        foreach (int index in _damagedFiles)
        {
            _files[index] = _files[index] with { Entry = _files[index].Entry with { IsDamaged = true } };
        }
    }

    private AppFsFile ReadFile(int first)
    {
        AppFsDescriptor descriptor = Descriptor(first);
        byte[] stored = descriptor.Name.ToArray();
        string name = Encoding.UTF8.GetString(stored);
        if (!descriptor.NameIsTerminated)
        {
            Add(DiagnosticCodes.InvalidField, FieldOffset(first, 0), $"a NUL within {stored.Length} bytes of name", "none", name);
        }

        uint size = descriptor.Size;
        int known = _damage.Count;
        long needed = AppFsLayout.PagesOf(size);
        List<int> pages = Chain(first, needed, name);
        if (pages.Count != needed && _damage.Count == known)
        {
            Add(
                DiagnosticCodes.BrokenChain,
                FieldOffset(first, AppFsLayout.SizeOffset),
                $"a chain of {Counted.Of(needed, "page")} for {size} bytes",
                Counted.Of(pages.Count, "page"),
                name);
        }

        long length = Readable(pages, Math.Min(size, (long)pages.Count * AppFsLayout.PageSize), name);
        if (_damage.Count > known)
        {
            _damagedFiles.Add(_files.Count);
        }

        AppFsDescriptor attributes = Descriptor(first);
        bool hasAttributes = _layout == AppFsDescriptorLayout.Badgeteam && attributes.Version != AppFsLayout.NoVersion;
        string? title = hasAttributes ? Encoding.UTF8.GetString(attributes.Title) : null;
        var entry = new VolumeEntry(_files.Count, name, length, length, AppFsLayout.PageOffset(first))
        {
            Attributes = title is null
                ? []
                : [new("title", title), new("version", attributes.Version.ToString(CultureInfo.InvariantCulture))],
        };
        return new AppFsFile(entry, stored, [.. pages]) { Title = title, Version = hasAttributes ? attributes.Version : null };
    }

    private List<int> Chain(int first, long needed, string name)
    {
        List<int> pages = [];
        int page = first;
        while (IsInPartition(page))
        {
            pages.Add(page);
            _owners[page] = _files.Count;
            int next = Descriptor(page).Next;
            if (next == 0)
            {
                return pages;
            }

            if (WhyNotNext(next) is { } found)
            {
                // Where this chain would be as long as its file asks, the other one may as well be wrong.
                if (next < _owners.Length && _owners[next] is >= 0 and int other && !Descriptor(next).BeginsFile && pages.Count + PagesFrom(next) == needed)
                {
                    _damagedFiles.Add(other);
                }

                Add(DiagnosticCodes.BrokenChain, FieldOffset(page, AppFsLayout.NextOffset), $"a page that goes on with the file behind page {page}", found, name);
                return pages;
            }

            page = next;
        }

        // Only a first page gets here: others were looked at before.
        Add(
            DiagnosticCodes.BrokenChain,
            FieldOffset(page, AppFsLayout.UseOffset),
            $"pages below {AppFsLayout.PagesIn(PartitionSize)}, which is how many a partition of {PartitionSize} bytes has",
            $"a file in page {page}",
            name);
        return [page];
    }

    // How many pages a chain has from one of them on, whoever they belong to; more than there are for a loop.
    private int PagesFrom(int page)
    {
        int count = 1;
        while (count <= AppFsLayout.PageCount && IsInPartition(page) && Descriptor(page).Next is > 0 and byte next)
        {
            page = next;
            count++;
        }

        return count;
    }

    private string? WhyNotNext(int next)
    {
        if (!IsInPartition(next))
        {
            return $"page {next}, and the partition has {AppFsLayout.PagesIn(PartitionSize)}";
        }

        AppFsDescriptor descriptor = Descriptor(next);
        return descriptor switch
        {
            { Use: AppFsLayout.UseFree } => $"page {next}, which is free",
            { Use: not AppFsLayout.UseData } => $"page {next} of use 0x{descriptor.Use:x2}",
            _ when _owners[next] == _files.Count => $"page {next} again: the chain is a loop",
            { BeginsFile: true } => $"page {next}, where another file begins",
            _ when _owners[next] >= 0 => $"page {next} of '{_files[_owners[next]].Entry.Name}': the chains cross",
            _ => null,
        };
    }

    // How much of the contents is in the image: one that was cut off ends anywhere.
    private long Readable(List<int> pages, long length, string name)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            long before = (long)i * AppFsLayout.PageSize;
            long there = Math.Max(0, _imageLength - AppFsLayout.PageOffset(pages[i]));
            if (there < Math.Min(AppFsLayout.PageSize, length - before))
            {
                Add(DiagnosticCodes.Truncated, _imageLength, $"{length} bytes of contents", $"{before + there}", name);
                return before + there;
            }
        }

        return length;
    }

    private void FindStrays()
    {
        for (int page = 0; page < AppFsLayout.PageCount; page++)
        {
            AppFsDescriptor descriptor = Descriptor(page);
            long offset = FieldOffset(page, AppFsLayout.UseOffset);
            if (descriptor.Use is not (AppFsLayout.UseData or AppFsLayout.UseFree or AppFsLayout.UseNever))
            {
                Add(DiagnosticCodes.InvalidField, offset, $"0x00 (data), 0xff (free) or 0x55 (never) as use of page {page}", $"0x{descriptor.Use:x2}");
            }
            else if (descriptor.Use == AppFsLayout.UseData && _owners[page] < 0)
            {
                Add(DiagnosticCodes.BrokenChain, offset, $"a file that page {page} belongs to", "none: the page is lost until the partition is formatted");
            }
        }
    }

    private void FindDoubles()
    {
        var names = new Dictionary<string, AppFsFile>(StringComparer.Ordinal);
        foreach (AppFsFile file in _files)
        {
            // Latin-1 gives every byte its own character: names are compared as the bytes that they are.
            string key = Encoding.Latin1.GetString(file.Name);
            if (!names.TryAdd(key, file))
            {
                Add(
                    DiagnosticCodes.InvalidField,
                    FieldOffset(file.Handle, 0),
                    "a name that no other file has",
                    $"the name of the file in page {names[key].Handle}, which is the only one that the device finds",
                    file.Entry.Name);
            }
        }
    }

    private long FieldOffset(int page, int field) =>
        (long)Metadata.Current * AppFsLayout.CopySize + AppFsLayout.DescriptorOffset(page) + field;

    private void Add(DiagnosticDescriptor descriptor, long offset, string expected, string found, string? entry = null) =>
        _damage.Add(new VolumeDamage(descriptor, AppFsFormat.Instance.DisplayName, offset, expected, found, entry));
}
