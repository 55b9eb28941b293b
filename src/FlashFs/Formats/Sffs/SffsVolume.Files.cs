using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Sffs;

// The library's own calls: mount, list, open, erase.
public sealed partial class SffsVolume
{
    private readonly List<SffsFile> _openFiles = [];

    /// <summary>
    /// What the device's clock says, in Unix seconds; it stands still unless it is set. A file that is opened for writing is
    /// created then; on the flash, and so after the next start, it is the time of its first byte.
    /// </summary>
    public int UnixTime { get; set; }

    /// <summary>Where the volume lies (<c>dimensions</c>). An image that was opened is a flash of its own.</summary>
    public SffsDimensions Dimensions => new(
        _flash?.Size ?? _image.Length, _image.Length, _start, _start + _image.Length, _fat.PageCount);

    /// <summary>Mounts a volume on a flash, as the library's constructor and <c>init</c> do: damage is listed in <see cref="FlashVolume.Damage"/> and never in the way.</summary>
    /// <param name="flash">The flash: sectors of 4 KiB or parts of that, and programmed by the byte.</param>
    /// <param name="options">What the device would assume; <see cref="SffsOptions.Created"/> is where its clock begins.</param>
    /// <param name="start">The first address, a multiple of 4096. The documentation asks for multiples of 65536; no version checks it.</param>
    /// <param name="end">The address behind the last, a multiple of 4096; null means the end of the flash.</param>
    /// <exception cref="SffsException"><see cref="SffsError.InvalidSpiFlashAddress"/>: start and end are not sectors of the flash in this order.</exception>
    /// <exception cref="FlashFsException">FLASHFS1019: the flash cannot be erased by 4 KiB or programmed by the byte.</exception>
    /// <exception cref="PowerCutException">The power is off.</exception>
    public static SffsVolume Mount(NorFlash flash, SffsOptions options, int start = 0, int? end = null)
    {
        FlashGeometry geometry = flash.Geometry;
        if (SffsLayout.PageSize % geometry.SectorSize != 0 || geometry.ProgramUnit != 1)
        {
            throw new FlashFsException(DiagnosticCodes.OptionsDoNotFit.At(
                null,
                $"SFFS erases {SffsLayout.PageSize} bytes at once and programs single bytes; this flash has sectors of {geometry.SectorSize} bytes and is programmed by {geometry.ProgramUnit}."));
        }

        int behind = end ?? flash.Size;
        if (start < 0 || behind <= start || behind > flash.Size || start % SffsLayout.PageSize != 0 || behind % SffsLayout.PageSize != 0)
        {
            throw new SffsException(
                SffsError.InvalidSpiFlashAddress,
                $"0x{start:x} to 0x{behind:x} is no run of sectors of {SffsLayout.PageSize} bytes on a flash of {flash.Size} (0x{flash.Size:x}) bytes.");
        }

        _ = flash.Map(start, behind - start); // the library reads here: without power it cannot
        return new SffsVolume(flash.Contents[start..behind], options.ToValues(), flash, start);
    }

    /// <summary>Looks at all pages again (<c>init</c>): what was opened for writing and never written is forgotten.</summary>
    /// <param name="callback">Gets the list of files, by name.</param>
    /// <exception cref="SffsException"><see cref="SffsError.FileOpen"/>: a file is open.</exception>
    public void Initialize(Action<IReadOnlyList<SffsFileInfo>>? callback = null)
    {
        ThrowIfAnyOpen(SffsError.FileOpen);
        ThrowIfNoPower();
        Scan();
        callback?.Invoke(GetFileList());
    }

    /// <summary>The files (<c>getFileList</c>), those just being written included.</summary>
    /// <param name="orderByDate">Whether by time of creation, oldest first; else by the bytes of their names.</param>
    public IReadOnlyList<SffsFileInfo> GetFileList(bool orderByDate = false)
    {
        IEnumerable<SffsRecord> records = _fat.Records.OrderBy(record => record.Key, StringComparer.Ordinal);
        if (orderByDate)
        {
            records = records.OrderBy(record => record.Created);
        }

        return [.. records.Select(record => new SffsFileInfo(record.Id, record.Name, record.Length, record.Created))];
    }

    /// <summary>Whether a file exists (<c>fileExists</c>).</summary>
    public bool FileExists(string name) => _fat.Find(SffsNames.Key(name)) is not null;

    /// <summary>Whether a file with an id exists (<c>fileExists</c>).</summary>
    public bool FileExists(int id) => _fat.Find(id) is not null;

    /// <summary>The length of a file in bytes (<c>fileSize</c>), or how much of it was written so far.</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>.</exception>
    public int FileSize(string name) => Find(name).Length;

    /// <summary>The length of a file with an id in bytes (<c>fileSize</c>), or how much of it was written so far.</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>.</exception>
    public int FileSize(int id) => Find(id).Length;

    /// <summary>When a file was created, in Unix seconds (<c>created</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>.</exception>
    public int Created(string name) => Find(name).Created;

    /// <summary>When a file with an id was created, in Unix seconds (<c>created</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>.</exception>
    public int Created(int id) => Find(id).Created;

    /// <summary>Whether a file is open (<c>isFileOpen</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>.</exception>
    public bool IsFileOpen(string name) => IsOpen(Find(name));

    /// <summary>Whether a file with an id is open (<c>isFileOpen</c>).</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>.</exception>
    public bool IsFileOpen(int id) => IsOpen(Find(id));

    /// <summary>Opens a file (<c>open</c>). One that is opened for writing exists from then on, and has an id; on the flash it appears with its first byte.</summary>
    /// <param name="name">The name: 1 to <see cref="SffsOptions.MaxNameLength"/> bytes of UTF-8, and nothing more is asked of it.</param>
    /// <param name="mode">Reading or writing; files cannot be changed or appended to.</param>
    /// <exception cref="SffsException">
    /// <see cref="SffsError.InvalidFileName"/>, <see cref="SffsError.FileNotFound"/>, <see cref="SffsError.FileExists"/>,
    /// <see cref="SffsError.UnknownMode"/>; <see cref="SffsError.NoFreeSpace"/> when all ids are in use.
    /// </exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading, and the mode is to write.</exception>
    public SffsFile OpenFile(string name, SffsFileMode mode)
    {
        string key = SffsNames.Key(name);
        if (key.Length == 0 || key.Length > _options.MaxNameLength)
        {
            throw new SffsException(
                SffsError.InvalidFileName, $"'{name}' has {key.Length} bytes of UTF-8; a name has 1 to {_options.MaxNameLength}.");
        }

        SffsRecord? record = _fat.Find(key);
        SffsFile file = (mode, record) switch
        {
            (SffsFileMode.Read, not null) => new SffsFile(this, record, mode),
            (SffsFileMode.Read, null) => throw NotFound($"'{name}'"),
            (SffsFileMode.Write, null) => new SffsFile(this, Create(key), mode),
            (SffsFileMode.Write, not null) => throw new SffsException(
                SffsError.FileExists, $"'{name}' has {record.Length} bytes; erase it first."),
            _ => throw new SffsException(SffsError.UnknownMode, $"'{(char)mode}' is neither 'r' nor 'w'; files cannot be appended to."),
        };
        _openFiles.Add(file);
        return file;
    }

    /// <summary>Erases a file (<c>eraseFile</c>): the heads of its pages are zeroed, and the collector has their sectors later.</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileNotFound"/>, <see cref="SffsError.FileOpen"/>.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    public void EraseFile(string name)
    {
        SffsRecord record = Find(name);
        if (IsOpen(record))
        {
            throw new SffsException(SffsError.FileOpen, $"'{name}' is open; close it before it is erased.");
        }

        EraseRecord(record);
        RunCollector();
    }

    /// <summary>Erases all files (<c>eraseFiles</c>), by name, one after the other.</summary>
    /// <exception cref="SffsException"><see cref="SffsError.EraseOpenFile"/>: a file is open.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    public void EraseFiles()
    {
        ThrowIfAnyOpen(SffsError.EraseOpenFile);
        _ = Mounted();
        foreach (SffsRecord record in _fat.Records.OrderBy(record => record.Key, StringComparer.Ordinal).ToArray())
        {
            EraseRecord(record);
        }

        RunCollector();
    }

    /// <summary>Erases every sector of the volume (<c>eraseAll</c>), and begins with the first id again.</summary>
    /// <exception cref="SffsException"><see cref="SffsError.FileOpen"/>: a file is open.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    public void EraseAll()
    {
        ThrowIfAnyOpen(SffsError.FileOpen);
        NorFlash flash = Mounted();
        _fat = new SffsFat(_fat.PageCount);
        Changed();
        for (int page = 0; page < _fat.PageCount; page++)
        {
            flash.Erase(AddressOf(page), SffsLayout.PageSize);
        }
    }

    /// <summary>What the device does when it is idle after a file was written to.</summary>
    internal void FinishWrite() => RunCollector();

    /// <summary>A file that cannot be closed as it should be is no longer open.</summary>
    internal void Forget(SffsFile file) => _openFiles.Remove(file);

    internal void Close(SffsFile file)
    {
        _openFiles.Remove(file);
        StartCollectorIfNeeded();
        RunCollector();
    }

    private void EraseRecord(SffsRecord record)
    {
        NorFlash flash = Mounted();
        foreach (int page in record.Spans.Select(span => span.Page).Concat(record.StrayPages))
        {
            EraseHead(flash, page);
            _fat.Mark(page, SffsPageState.Erased);
        }

        _fat.Remove(record);
        Changed();
        StartCollectorIfNeeded();
    }

    private SffsRecord Create(string key)
    {
        _ = Mounted();
        return _fat.Create(key, UnixTime)
            ?? throw new SffsException(SffsError.NoFreeSpace, $"All {SffsLayout.LastId} ids are in use; erase files.");
    }

    private SffsRecord Find(string name) => _fat.Find(SffsNames.Key(name)) ?? throw NotFound($"'{name}'");

    private SffsRecord Find(int id) => _fat.Find(id) ?? throw NotFound($"Id {id}");

    private SffsException NotFound(string what) => new(SffsError.FileNotFound, $"{what} is none of the {_fat.Records.Count} files.");

    private bool IsOpen(SffsRecord record) => _openFiles.Exists(file => file.Id == record.Id);

    private void ThrowIfAnyOpen(SffsError error)
    {
        if (_openFiles.Count > 0)
        {
            throw new SffsException(error, $"Open: {string.Join(", ", _openFiles.Select(file => $"'{file.Name}'"))}.");
        }
    }

    private void ThrowIfNoPower() => _ = _flash?.Map(_start, 0);
}
