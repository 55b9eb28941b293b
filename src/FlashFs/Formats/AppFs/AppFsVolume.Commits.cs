using FlashFs.Devices;

namespace FlashFs.Formats.AppFs;

// How the metadata changes: all at once, or not at all.
public sealed partial class AppFsVolume
{
    private delegate void Change(Span<byte> copy);

    /// <summary>
    /// Writes a changed copy of the metadata over the older one. It counts only when its header is there, which comes last:
    /// until then the device goes by the copy that there was.
    /// </summary>
    private void Commit(NorFlash flash, Change change)
    {
        AppFsMetadata metadata = _directory.Metadata;
        byte[] copy = NewCopy(metadata);
        change(copy);

        int older = metadata.Current;
        int index = 1 - older;
        uint serial = unchecked(metadata.Serial + 1);
        flash.Erase(index * AppFsLayout.CopySize, AppFsLayout.CopySize);
        Program(flash, copy, index, serial);
        if (serial == 0)
        {
            // After 2^32 commits the new copy has the lower serial, and the next mount would go back to the older one.
            flash.Program(older * AppFsLayout.CopySize, new byte[AppFsLayout.RecordSize]);
        }

        Reload();
    }

    // The descriptors as they are, the header erased. What a free page's descriptor holds is not carried on.
    private static byte[] NewCopy(AppFsMetadata metadata)
    {
        byte[] copy = metadata.Copy.ToArray();
        ErasedFlash.Fill(copy.AsSpan(0, AppFsLayout.RecordSize));
        for (int page = 0; page < AppFsLayout.PageCount; page++)
        {
            Span<byte> descriptor = AppFsCopy.Descriptor(copy.AsSpan(), page);
            if (descriptor[AppFsLayout.UseOffset] == AppFsLayout.UseFree)
            {
                ErasedFlash.Fill(descriptor);
            }
        }

        return copy;
    }

    private static void Free(Span<byte> copy, AppFsFile file)
    {
        foreach (int page in file.Pages)
        {
            ErasedFlash.Fill(AppFsCopy.Descriptor(copy, page));
        }
    }

    // Over an erased copy: the descriptors that are not free in ascending order, then the header.
    private static void Program(NorFlash flash, Span<byte> copy, int index, uint serial)
    {
        int start = index * AppFsLayout.CopySize;
        for (int page = 0; page < AppFsLayout.PageCount; page++)
        {
            ReadOnlySpan<byte> descriptor = AppFsCopy.Descriptor(copy, page);
            if (descriptor[AppFsLayout.UseOffset] != AppFsLayout.UseFree)
            {
                flash.Program(start + AppFsLayout.DescriptorOffset(page), descriptor);
            }
        }

        AppFsCopy.Seal(copy, serial);
        flash.Program(start, copy[..AppFsLayout.RecordSize]);
    }

    private void Reload()
    {
        _directory = AppFsDirectory.Read(_image, _flash!.Size, _layout);
        _entries = [.. _directory.Files.Select(file => file.Entry)];
        _extents = null;
        EntriesChanged();
    }
}
