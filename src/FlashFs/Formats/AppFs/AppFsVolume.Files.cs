using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FlashFs.Formats.AppFs;

// What the device's API tells of files and pages, for images and mounted flashes alike.
public sealed partial class AppFsVolume
{
    /// <summary>The handle of no file.</summary>
    public const int InvalidHandle = -1;

    /// <summary>How much new files could take, in whole pages. <c>appfsGetFreeMem</c>.</summary>
    public long FreeMemory => (long)_directory.FreePages * AppFsLayout.PageSize;

    /// <summary>How much files take and could take, in whole pages. <c>appfsGetTotalMem</c>.</summary>
    public long TotalMemory => FreeMemory + (long)_directory.DataPages * AppFsLayout.PageSize;

    /// <summary>Whether there is a file of exactly that name. <c>appfsExists</c>.</summary>
    public bool Exists(string name) => Find(name) is not null;

    /// <summary>Whether a handle, perhaps kept from an earlier mount, is that of a file. <c>appfsFdValid</c>.</summary>
    public bool IsValid(int handle) => _directory.FileAt(handle) is not null;

    /// <summary>Finds a file. <c>appfsOpen</c>.</summary>
    /// <param name="name">The name, exactly; a leading <c>/</c> is part of it.</param>
    /// <param name="handle">The handle; <see cref="InvalidHandle"/> where there is no such file.</param>
    public bool TryOpen(string name, out int handle)
    {
        handle = Find(name)?.Handle ?? InvalidHandle;
        return handle != InvalidHandle;
    }

    /// <summary>Gives a handle back, which does nothing, here and on the device. <c>appfsClose</c>.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "It belongs to a volume, as on the device.")]
    public void Close(int handle) => _ = handle;

    /// <summary>Name, size, title and version of a file. <c>appfsEntryInfo</c>, <c>appfsEntryInfoExt</c>.</summary>
    /// <exception cref="AppFsException">The handle is not valid (<c>ESP_ERR_NOT_FOUND</c>).</exception>
    public AppFsFileInfo GetInfo(int handle)
    {
        AppFsFile file = FileOf(handle);
        return new AppFsFileInfo(file.Entry.Name, file.Length, file.Title ?? file.Entry.Name, file.Version);
    }

    /// <summary>The next file in the order of first pages. <c>appfsNextEntry</c>.</summary>
    /// <param name="handle">The file before; <see cref="InvalidHandle"/> for the first.</param>
    /// <returns>The file, or <see cref="InvalidHandle"/> behind the last.</returns>
    public int NextEntry(int handle = InvalidHandle)
    {
        foreach (AppFsFile file in _directory.Files)
        {
            if (file.Handle > handle)
            {
                return file.Handle;
            }
        }

        return InvalidHandle;
    }

    /// <summary>Tells the boot loader which app to start next. <c>appfsBootSelect</c>; <see cref="AppFsBootSelection.Read"/> reads it back.</summary>
    /// <param name="memory">The memory that outlives a restart: <see cref="AppFsBootSelection.Size"/> bytes or more.</param>
    /// <param name="handle">The app.</param>
    /// <param name="argument">What it is given; over <see cref="AppFsBootSelection.MaxArgumentLength"/> bytes it is left out, as on the device.</param>
    /// <returns>Whether the handle is valid; if not, the memory stays as it is.</returns>
    /// <exception cref="ArgumentException">There is less memory.</exception>
    public bool SelectBoot(Span<byte> memory, int handle, string? argument = null)
    {
        if (!IsValid(handle))
        {
            return false;
        }

        AppFsBootSelection.Write(memory, handle, argument ?? "");
        return true;
    }

    /// <summary>The file that an address is in: for running code, the app. <c>appfsGetCurrentApp</c>.</summary>
    /// <param name="address">The address in bytes from the start of the partition.</param>
    /// <exception cref="AppFsException">No file has that page (<c>ESP_ERR_NOT_FOUND</c>).</exception>
    public int GetCurrentApp(long address)
    {
        bool isInPage = address >= AppFsLayout.PageSize && address < AppFsLayout.MaxSize;
        AppFsFile? file = isInPage ? _directory.OwnerOf((int)(address / AppFsLayout.PageSize) - 1) : null;
        return file?.Handle ?? throw AppFsException.Refuse(AppFsError.NotFound, $"address 0x{address:x} of the partition is in no file.");
    }

    /// <summary>Contents in place, as the device's memory sees them: they change as the flash does. <c>appfsMmap</c>; nothing needs to be unmapped.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="offset">Where to begin, in bytes from the start of the contents.</param>
    /// <param name="length">How much to map, in bytes.</param>
    /// <returns>One span for all pages that lie side by side, and one for each further run of them.</returns>
    /// <exception cref="AppFsException">The handle is not valid (<c>ESP_ERR_NOT_FOUND</c>), or it is past the end of the file (<c>ESP_ERR_INVALID_SIZE</c>).</exception>
    public ReadOnlySequence<byte> Map(int handle, long offset, long length)
    {
        AppFsFile file = FileOf(handle);
        CheckRange(file, offset, length, file.Length);
        AppFsSegment? first = null;
        AppFsSegment? last = null;
        while (length > 0)
        {
            int index = (int)(offset / AppFsLayout.PageSize);
            long end = (long)(index + RunLength(file, index)) * AppFsLayout.PageSize;
            int count = (int)Math.Min(length, end - offset);
            last = new AppFsSegment(Stored(file, offset, count), last);
            first ??= last;
            offset += count;
            length -= count;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>Reads contents. <c>appfsRead</c>.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="start">Where to begin, in bytes from the start of the contents.</param>
    /// <param name="destination">Takes the bytes, all of which must lie within the file.</param>
    /// <exception cref="AppFsException">The handle is not valid (<c>ESP_ERR_NOT_FOUND</c>), or it is past the end of the file (<c>ESP_ERR_INVALID_SIZE</c>).</exception>
    public void Read(int handle, long start, Span<byte> destination)
    {
        AppFsFile file = FileOf(handle);
        CheckRange(file, start, destination.Length, file.Length);
        CopyTo(file, start, destination);
    }

    /// <summary>The state of every page of the partition and of every file, as text. <c>appfsDump</c>.</summary>
    /// <returns>
    /// A table of pages, sixteen a line: <c>..</c> free, <c>XX</c> never to be used, <c>??</c> of unknown use, else the page
    /// that follows (<c>00</c> at the end of a file); then a line for each file.
    /// </returns>
    public string Dump()
    {
        const int PerLine = 16;
        var text = new StringBuilder();
        int pages = _directory.Metadata.Current < 0 ? 0 : AppFsLayout.PagesIn(_directory.PartitionSize);
        for (int page = 0; page < pages; page++)
        {
            AppFsDescriptor descriptor = _directory.Descriptor(page);
            text.Append(page % PerLine == 0 ? $"{page:X2}:" : "").Append(' ').Append(descriptor.Use switch
            {
                AppFsLayout.UseFree => "..",
                AppFsLayout.UseNever => "XX",
                AppFsLayout.UseData => descriptor.Next.ToString("X2", CultureInfo.InvariantCulture),
                _ => "??",
            }).Append(page % PerLine == PerLine - 1 || page == pages - 1 ? "\n" : "");
        }

        foreach (AppFsFile file in _directory.Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Handle:X2}: '{file.Entry.Name}', {file.Length} bytes\n");
        }

        return text.ToString();
    }

    private AppFsFile? Find(string name) => _directory.Find(AppFsNames.Encode(name));

    private AppFsFile FileOf(int handle) => _directory.FileAt(handle)
        ?? throw AppFsException.Refuse(AppFsError.NotFound, $"handle {handle} is that of no file.");

    // In 64 bits: the device's sum of start and length can wrap round.
    private static void CheckRange(AppFsFile file, long start, long length, long end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > end - start)
        {
            throw AppFsException.Refuse(
                AppFsError.InvalidSize, $"{length} bytes from {start} on are not all within the {end} of '{file.Entry.Name}'.");
        }
    }

    private sealed class AppFsSegment : ReadOnlySequenceSegment<byte>
    {
        public AppFsSegment(ReadOnlyMemory<byte> memory, AppFsSegment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
