using System.Text;
using FlashFs.Devices;
using FlashFs.Files;

namespace FlashFs.Formats.Sffs;

/// <summary>Writes an image file by file, each byte of it once: what is not used is filled with 0xFF at the end.</summary>
/// <remarks>
/// Where pages are taken in sequence, contents that are not in memory are first read in one piece to the end of the pages
/// that the file takes, and then moved down page by page: no page is written beyond the contents that are still to be moved.
/// </remarks>
internal ref struct SffsWriter
{
    private readonly Span<byte> _image;
    private readonly SffsOptions _options;

    // Which pages are taken; null while they are taken in sequence.
    private readonly bool[]? _taken;
    private SffsRandom _random;
    private int _nextPage;
    private int _nextId = SffsLayout.FirstId;

    public SffsWriter(Span<byte> image, SffsOptions options)
    {
        _image = image;
        _options = options;
        _taken = options.Allocation == SffsAllocation.FirstFree ? null : new bool[image.Length / SffsLayout.PageSize];
        _random = new SffsRandom(options);
    }

    /// <summary>Adds a file behind those already added. The plan has seen to it that it fits.</summary>
    public void Add(FlashFile file)
    {
        int length = (int)file.Contents.Length;
        Span<byte> name = stackalloc byte[SffsLayout.MaxNameLength];
        name = name[..Encoding.UTF8.GetBytes(file.Path.Value, name)];
        if (file.Contents.TryGetMemory(out ReadOnlyMemory<byte> memory))
        {
            Write(memory.Span, name);
        }
        else if (_taken is null)
        {
            int end = (_nextPage + (int)SffsLayout.PagesOf(length, name.Length)) * SffsLayout.PageSize;
            Span<byte> read = _image[(end - length)..end];
            file.Contents.CopyTo(read);
            Write(read, name);
        }
        else
        {
            Write(file.Contents.ToArray(), name);
        }
    }

    /// <summary>Fills what is left.</summary>
    public readonly void Finish()
    {
        if (_taken is null)
        {
            ErasedFlash.Fill(_image[(_nextPage * SffsLayout.PageSize)..]);
            return;
        }

        for (int page = 0; page < _taken.Length; page++)
        {
            if (!_taken[page])
            {
                ErasedFlash.Fill(Page(page));
            }
        }
    }

    private void Write(scoped ReadOnlySpan<byte> contents, scoped ReadOnlySpan<byte> name)
    {
        for (int span = 0; !contents.IsEmpty; span++)
        {
            Span<byte> page = TakePage();
            int offset = SffsLayout.ContentsOffset(span, name.Length);
            int count = Math.Min(contents.Length, SffsLayout.PageSize - offset);

            // The contents may lie in this very page: move them before anything around them is written.
            contents[..count].CopyTo(page[offset..]);
            contents = contents[count..];
            bool full = offset + count == SffsLayout.PageSize;
            new SffsPageHeader(_nextId, span, full ? SffsLayout.Full : count).WriteTo(page);
            if (span == 0)
            {
                SffsPageHeader.WriteFirst(page, _options.Created, name);
            }

            ErasedFlash.Fill(page[(offset + count)..]);
        }

        _nextId = SffsLayout.IdAfter(_nextId);
    }

    private Span<byte> TakePage()
    {
        if (_taken is null)
        {
            return Page(_nextPage++);
        }

        int start = _random.Next(_taken.Length);
        int next = _taken.AsSpan(start).IndexOf(false);
        int page = next >= 0 ? start + next : _taken.AsSpan().IndexOf(false);
        _taken[page] = true;
        return Page(page);
    }

    private readonly Span<byte> Page(int page) => _image.Slice(page * SffsLayout.PageSize, SffsLayout.PageSize);
}
