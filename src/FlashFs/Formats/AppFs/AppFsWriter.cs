using FlashFs.Devices;
using FlashFs.Files;

namespace FlashFs.Formats.AppFs;

/// <summary>
/// Writes what a device leaves behind that formats a partition and then creates, erases and writes each file: every file in
/// the lowest pages that are free, each creation a new copy of the metadata over the older one.
/// </summary>
/// <remarks>
/// Of all those copies the last two remain: the current one, and the one before it, which lacks the last file. Each byte of
/// the pages is written once.
/// Source: PocketSprite/8bkc-sdk <c>mkappfs/src/main.c</c>, <c>appfs.c</c>.
/// </remarks>
internal ref struct AppFsWriter
{
    private readonly Span<byte> _image;
    private readonly AppFsDescriptorLayout _layout;
    private int _nextPage;
    private int _fileCount;

    public AppFsWriter(Span<byte> image, AppFsDescriptorLayout layout)
    {
        _image = image;
        _layout = layout;
        ErasedFlash.Fill(_image[..AppFsLayout.PageSize]);
        AppFsCopy.MarkUnusable(Copy(0), image.Length);
    }

    /// <summary>Adds a file behind those already added. The plan has seen to it that it fits.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isLast">Whether no other follows: then the copy so far stays, as the older one.</param>
    public void Add(FlashFile file, bool isLast)
    {
        int length = (int)file.Contents.Length;
        int pages = (int)AppFsLayout.PagesOf(length);
        int current = 0;
        if (isLast)
        {
            int older = _fileCount % AppFsLayout.CopyCount;
            current = 1 - older;

            // What is in copy 0 so far is the state before the last file, wherever that copy has to lie.
            Copy(0).CopyTo(Copy(1));
            AppFsCopy.Seal(Copy(older), (uint)_fileCount);
        }

        WriteDescriptors(Copy(current), file, pages);
        Span<byte> room = _image.Slice(AppFsLayout.PageOffset(_nextPage), pages * AppFsLayout.PageSize);
        file.Contents.CopyTo(room[..length]);
        ErasedFlash.Fill(room[length..]);
        _nextPage += pages;
        _fileCount++;
    }

    /// <summary>Writes the last header and fills what is left.</summary>
    public readonly void Finish()
    {
        AppFsCopy.Seal(Copy(_fileCount % AppFsLayout.CopyCount), (uint)_fileCount);
        ErasedFlash.Fill(_image[AppFsLayout.PageOffset(_nextPage)..]);
    }

    private readonly Span<byte> Copy(int index) => _image.Slice(index * AppFsLayout.CopySize, AppFsLayout.CopySize);

    private readonly void WriteDescriptors(Span<byte> copy, FlashFile file, int pages)
    {
        string name = file.Path.Value;
        var header = new AppFsFileHeader(
            _layout,
            AppFsNames.Encode(name),
            AppFsNames.Encode(AppFsNames.TitleOf(name, file.Title)),
            (ushort)(file.Version ?? 0),
            (uint)file.Contents.Length);
        for (int i = 0; i < pages; i++)
        {
            Span<byte> descriptor = AppFsCopy.Descriptor(copy, _nextPage + i);
            byte next = (byte)(i == pages - 1 ? 0 : _nextPage + i + 1);
            if (i == 0)
            {
                AppFsDescriptor.WriteFile(descriptor, header, next);
            }
            else
            {
                AppFsDescriptor.WriteLink(descriptor, next);
            }
        }
    }
}
