using System.Text;
using FlashFs.Devices;

namespace FlashFs.Formats.Sffs;

// What is done to the flash, in the library's order: a page is a file's with its header, holds contents without being
// closed, and is closed with its size.
public sealed partial class SffsVolume
{
    /// <summary>Takes a page for a file and writes its header.</summary>
    /// <returns>The bytes written.</returns>
    internal int AddPage(SffsRecord record)
    {
        int page = TakePage(record);
        int span = record.Spans.Count;
        record.AddPage(page, 0);
        _fat.Mark(page, SffsPageState.Used);
        Changed();

        Span<byte> header = stackalloc byte[SffsLayout.NameOffset + SffsLayout.MaxNameLength];
        new SffsPageHeader(record.Id, span, SffsLayout.Unwritten).WriteTo(header);
        if (span == 0)
        {
            // Not the time at which it was opened, which the library keeps in memory and says until the next start.
            SffsPageHeader.WriteFirst(header, UnixTime, Encoding.Latin1.GetBytes(record.Key));
        }

        header = header[..SffsLayout.ContentsOffset(span, record.NameLength)];
        ProgramChecked(record, AddressOf(page), header);
        return header.Length;
    }

    /// <summary>Writes contents that fit in the last page of a file behind those that it holds.</summary>
    internal void Append(SffsRecord record, ReadOnlySpan<byte> data)
    {
        int span = record.Spans.Count - 1;
        int offset = SffsLayout.ContentsOffset(span, record.NameLength) + record.LastSize;
        ProgramChecked(record, AddressOf(record.Spans[span].Page) + offset, data);
        record.GrowLastPage(data.Length);
        Changed();
    }

    /// <summary>How many bytes the last page of a file still has room for.</summary>
    internal static int RoomInLastPage(SffsRecord record) =>
        record.Spans.Count == 0 ? 0 : SffsLayout.Room(record.Spans.Count - 1, record.NameLength) - record.LastSize;

    /// <summary>Writes the size of the last page of a file: the library leaves the rest of the header as it is by writing ones.</summary>
    internal void CloseLastPage(SffsRecord record)
    {
        int size = RoomInLastPage(record) == 0 ? SffsLayout.Full : record.LastSize;
        Span<byte> header = stackalloc byte[SffsLayout.HeaderSize];
        new SffsPageHeader(SffsLayout.Unwritten, SffsLayout.Unwritten, size).WriteTo(header);

        // What differs now are the id and the span.
        Mounted().Program(AddressOf(record.Spans[^1].Page), header);
    }

    /// <summary>Whether the flash can be used.</summary>
    internal bool HasPower => _flash?.IsPowered ?? true;

    /// <summary>The pages as the device reads them: with power.</summary>
    internal ReadOnlySpan<byte> DevicePages()
    {
        ThrowIfNoPower();
        return _image.Span;
    }

    private NorFlash Mounted() =>
        _flash ?? throw new NotSupportedException("This SFFS volume is an image opened for reading; to change one, mount a NorFlash with its contents.");

    private int AddressOf(int page) => _start + page * SffsLayout.PageSize;

    private void ProgramChecked(SffsRecord record, int address, ReadOnlySpan<byte> data)
    {
        int differing = Mounted().Program(address, data);
        if (differing > 0)
        {
            throw new SffsException(
                SffsError.Validation,
                $"{differing} of {data.Length} bytes of '{record.Name}' at 0x{address:x} do not read back, because the flash was not erased there.");
        }
    }

    /// <summary>
    /// Zeroes the head of a page. The library does so with one write from front to back, which a power cut can leave with
    /// another file's id, and then that file is lost. In these steps the page is at no time anything but its own file's,
    /// or bad: name and contents first, then the length of the name, span and size, and the id when nothing is left.
    /// </summary>
    private void EraseHead(NorFlash flash, int page)
    {
        ReadOnlySpan<byte> zeros = stackalloc byte[SffsLayout.NameOffset + SffsLayout.MaxNameLength];
        int address = AddressOf(page);
        flash.Program(address + SffsLayout.NameOffset, zeros[..(SffsLayout.ErasedLength(_options.MaxNameLength) - SffsLayout.NameOffset)]);
        flash.Program(address + SffsLayout.CreatedOffset, zeros[..(SffsLayout.NameOffset - SffsLayout.CreatedOffset)]);
        flash.Program(address + SffsLayout.SpanOffset, zeros[..(SffsLayout.CreatedOffset - SffsLayout.SpanOffset)]);
        flash.Program(address, zeros[..SffsLayout.SpanOffset]);
    }
}
