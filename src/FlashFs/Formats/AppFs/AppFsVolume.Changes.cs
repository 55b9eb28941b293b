using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

// What changes a mounted flash.
public sealed partial class AppFsVolume
{
    /// <summary>Whether mounting found no valid copy of the metadata and so formatted the partition, as the device does.</summary>
    public bool WasFormatted { get; private init; }

    /// <summary>
    /// Mounts a flash that is the whole partition. Where neither copy of the metadata is valid it is formatted without
    /// asking, as the device does it. <c>appfsInit</c>.
    /// </summary>
    /// <param name="flash">The partition, a multiple of 64 KiB, at most 16 MiB.</param>
    /// <param name="options">How the device's AppFS was built.</param>
    /// <returns>The volume. What is wrong with the metadata, beyond that, is in its <see cref="Damage"/>.</returns>
    /// <exception cref="FlashFsException">No AppFS partition has such a size (FLASHFS2004).</exception>
    /// <exception cref="ArgumentException">The flash cannot erase 4 KiB.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public static AppFsVolume Mount(NorFlash flash, AppFsOptions options)
    {
        var diagnostics = new DiagnosticBag();
        AppFsPlanner.CheckSize(flash.Size, diagnostics);
        diagnostics.ThrowIfErrors();
        if (AppFsLayout.EraseSize % flash.Geometry.SectorSize != 0)
        {
            throw new ArgumentException(
                $"AppFS erases by {AppFsLayout.EraseSize} bytes, and the sectors of this flash have {flash.Geometry.SectorSize}.", nameof(flash));
        }

        ReadOnlyMemory<byte> memory = flash.Map(0, flash.Size);
        var volume = new AppFsVolume(memory, options, flash);
        if (volume._directory.Metadata.IsValid)
        {
            return volume;
        }

        volume.Reformat();
        return new AppFsVolume(memory, options, flash) { WasFormatted = true };
    }

    /// <summary>Forgets all files. A power cut in it leaves a partition that the next mount formats. <c>appfsFormat</c>.</summary>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public void Reformat()
    {
        NorFlash flash = Mounted();
        flash.Erase(0, AppFsLayout.PageSize);
        byte[] copy = new byte[AppFsLayout.CopySize];
        ErasedFlash.Fill(copy);
        AppFsCopy.MarkUnusable(copy, flash.Size);
        Program(flash, copy, index: 0, serial: 0);
        Reload();
    }

    /// <summary>
    /// Creates a file of a size that never changes, in the lowest free pages, with whatever lies in them. A file of that name
    /// is deleted first, in a commit of its own: a power cut between both leaves neither. <c>appfsCreateFile</c>,
    /// <c>appfsCreateFileExt</c>.
    /// </summary>
    /// <param name="name">The name: 1 to 111 bytes of UTF-8, or 1 to 47 of ASCII in the layout badgeteam.</param>
    /// <param name="size">The length of the contents in bytes.</param>
    /// <param name="title">The title, at most 63 bytes of ASCII; the name when null. Only in the layout badgeteam.</param>
    /// <param name="version">The version, 0 to 65534; 0 when null. Only in the layout badgeteam.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="AppFsException">
    /// There are not enough pages even without the former file, which then stays (<c>ESP_ERR_NO_MEM</c>); or name, title or
    /// version cannot be stored (<c>ESP_ERR_INVALID_ARG</c>; FLASHFS2002, 2007 or 7001).
    /// </exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public int Create(string name, long size, string? title = null, int? version = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        NorFlash flash = Mounted();
        CheckName(name);
        CheckAttributes(title, version);
        CheckRoom(name, size);
        Delete(name);

        byte[] encodedName = AppFsNames.Encode(name);
        byte[] encodedTitle = AppFsNames.Encode(AppFsNames.TitleOf(name, title));
        int[] pages = LowestFree((int)AppFsLayout.PagesOf(size));
        Commit(flash, copy =>
        {
            for (int i = 0; i < pages.Length; i++)
            {
                Span<byte> descriptor = AppFsCopy.Descriptor(copy, pages[i]);
                ErasedFlash.Fill(descriptor);
                byte next = (byte)(i == pages.Length - 1 ? 0 : pages[i + 1]);
                if (i == 0)
                {
                    AppFsDescriptor.WriteFile(descriptor, new AppFsFileHeader(_layout, encodedName, encodedTitle, (ushort)(version ?? 0), (uint)size), next);
                }
                else
                {
                    AppFsDescriptor.WriteLink(descriptor, next);
                }
            }
        });
        return pages[0];
    }

    /// <summary>Deletes a file; where there is none, nothing is done. <c>appfsDeleteFile</c>.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public bool Delete(string name)
    {
        NorFlash flash = Mounted();
        if (Find(name) is not { } file)
        {
            return false;
        }

        Commit(flash, copy => Free(copy, file));
        return true;
    }

    /// <summary>Gives a file another name and deletes the one that has it, both in one commit. To the name that it has, nothing is done. <c>appfsRename</c>.</summary>
    /// <exception cref="AppFsException">
    /// There is no such file (<c>ESP_FAIL</c>), or the new name cannot be stored (<c>ESP_ERR_INVALID_ARG</c>; FLASHFS2002 or 2007).
    /// </exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public void Rename(string from, string to)
    {
        NorFlash flash = Mounted();
        AppFsFile file = Find(from) ?? throw AppFsException.Refuse(AppFsError.Fail, $"there is no file '{from}' to rename.");
        CheckName(to);
        byte[] name = AppFsNames.Encode(to);
        if (name.AsSpan().SequenceEqual(file.Name))
        {
            return; // the device's would take it for the file to be replaced, and delete it
        }

        AppFsFile? replaced = Find(to);
        Commit(flash, copy =>
        {
            if (replaced is not null)
            {
                Free(copy, replaced);
            }

            AppFsDescriptor.WriteName(AppFsCopy.Descriptor(copy, file.Handle), name, _layout);
        });
    }

    /// <summary>Sets bytes to 0xFF, also behind the end of the contents in the last page. <c>appfsErase</c>.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="start">Where to begin, a multiple of 4 KiB.</param>
    /// <param name="length">How much to erase, a multiple of 4 KiB.</param>
    /// <exception cref="AppFsException">
    /// The handle is not valid (<c>ESP_ERR_NOT_FOUND</c>), the start is no multiple (<c>ESP_ERR_INVALID_ARG</c>), or the length
    /// is none or goes past the pages of the file (<c>ESP_ERR_INVALID_SIZE</c>).
    /// </exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public void Erase(int handle, long start, long length)
    {
        NorFlash flash = Mounted();
        AppFsFile file = FileOf(handle);
        CheckRange(file, start, length, (long)file.Pages.Length * AppFsLayout.PageSize);
        ThrowIfNoMultiple(start, AppFsError.InvalidArgument, "begins at");
        ThrowIfNoMultiple(length, AppFsError.InvalidSize, "has");
        while (length > 0)
        {
            int count = (int)Math.Min(length, AppFsLayout.PageSize - start % AppFsLayout.PageSize);
            flash.Erase(AddressOf(file, start), count);
            start += count;
            length -= count;
        }
    }

    /// <summary>Clears the bits that are 0 in the data. <c>appfsWrite</c>.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="start">Where to begin, in bytes from the start of the contents.</param>
    /// <param name="data">The bytes, all of which must lie within the file.</param>
    /// <returns>How many bytes now differ from the data, because a bit in them was 0 already; the device does not tell.</returns>
    /// <exception cref="AppFsException">The handle is not valid (<c>ESP_ERR_NOT_FOUND</c>), or it is past the end of the file (<c>ESP_ERR_INVALID_SIZE</c>).</exception>
    /// <exception cref="NotSupportedException">The volume is an image opened for reading.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public int Write(int handle, long start, ReadOnlySpan<byte> data)
    {
        NorFlash flash = Mounted();
        AppFsFile file = FileOf(handle);
        CheckRange(file, start, data.Length, file.Length);
        int differing = 0;
        while (!data.IsEmpty)
        {
            int count = (int)Math.Min(data.Length, AppFsLayout.PageSize - start % AppFsLayout.PageSize);
            differing += flash.Program(AddressOf(file, start), data[..count]);
            start += count;
            data = data[count..];
        }

        return differing;
    }

    private NorFlash Mounted() =>
        _flash ?? throw new NotSupportedException("This AppFS volume is an image opened for reading; to change one, mount a NorFlash with its contents.");

    private void CheckName(string name)
    {
        if (AppFsNames.CheckName(name, _layout, location: null) is { } problem)
        {
            throw new AppFsException(AppFsError.InvalidArgument, problem);
        }
    }

    private void CheckAttributes(string? title, int? version)
    {
        string? problem = _layout != AppFsDescriptorLayout.Badgeteam
            ? title is null && version is null ? null : "the layout pocketsprite stores neither title nor version."
            : title is not null && AppFsNames.WhyNoTitle(title) is { } noTitle ? $"the title \"{title}\" cannot be stored: {noTitle}."
            : version is { } number && AppFsNames.WhyNoVersion(number) is { } noVersion ? $"version {number} cannot be stored: {noVersion}."
            : null;
        if (problem is not null)
        {
            throw AppFsException.Refuse(AppFsError.InvalidArgument, problem);
        }
    }

    // Before anything is deleted: the device deletes the former file, and only then sees that the new one does not fit.
    private void CheckRoom(string name, long size)
    {
        long needed = AppFsLayout.PagesOf(size);
        int former = Find(name)?.Pages.Length ?? 0;
        if (needed > _directory.FreePages + former)
        {
            string less = former > 0 ? $", {former} of them the former file's" : "";
            throw AppFsException.Refuse(
                AppFsError.NoMemory,
                $"'{name}' of {size} bytes needs {needed} pages of 64 KiB, and {_directory.FreePages + former} can be had{less}; delete files or use a larger partition.");
        }
    }

    private int[] LowestFree(int count) =>
        [.. Enumerable.Range(0, AppFsLayout.PageCount).Where(_directory.IsFree).Take(count)];

    private static void ThrowIfNoMultiple(long value, AppFsError error, string what)
    {
        if (value % AppFsLayout.EraseSize != 0)
        {
            throw AppFsException.Refuse(error, $"an erase that {what} {value} bytes is not made of sectors of {AppFsLayout.EraseSize}.");
        }
    }
}
