using System.Buffers.Binary;

namespace FlashFs.Formats.Spiffs;

/// <summary>The header of an object page.</summary>
/// <remarks>Offset 0, 2 bytes: object id, bit 15 set in index pages. Offset 2, 2 bytes: span index. Offset 4, 1 byte: flags.</remarks>
internal readonly struct SpiffsPageHeader(ushort objectId, ushort spanIndex, byte flags)
{
    /// <summary>The object id as stored, with the index flag.</summary>
    public ushort ObjectId { get; } = objectId;

    /// <summary>The place of the page among the pages of its kind of one object.</summary>
    public ushort SpanIndex { get; } = spanIndex;

    /// <summary>The flags; bits count when cleared.</summary>
    public byte Flags { get; } = flags;

    /// <summary>Whether nothing was ever written here.</summary>
    public bool IsErased => ObjectId == SpiffsLayout.Free && SpanIndex == SpiffsLayout.Free && Flags == 0xFF;

    /// <summary>Whether the page was deleted.</summary>
    public bool IsDeleted => (Flags & SpiffsLayout.NotDeleted) == 0;

    /// <summary>Whether the page is in use, complete and not deleted.</summary>
    public bool IsComplete =>
        (Flags & (SpiffsLayout.NotUsed | SpiffsLayout.NotFinal | SpiffsLayout.NotDeleted)) == SpiffsLayout.NotDeleted;

    /// <summary>Whether the page says that it is an index page, in id and flags alike.</summary>
    public bool IsIndex => (ObjectId & SpiffsLayout.IndexFlag) != 0 && (Flags & SpiffsLayout.NotIndex) == 0;

    /// <summary>Whether the page says that it is a data page, in id and flags alike.</summary>
    public bool IsData => (ObjectId & SpiffsLayout.IndexFlag) == 0 && (Flags & SpiffsLayout.NotIndex) != 0;

    /// <summary>Whether this is the first index page of an object whose removal has begun: the device no longer finds it.</summary>
    public bool IsBeingDeleted => SpanIndex == 0 && (Flags & SpiffsLayout.NotBeingDeleted) == 0;

    /// <summary>Reads the header at the start of a page, of which there must be 8 bytes.</summary>
    public static SpiffsPageHeader Parse(ReadOnlySpan<byte> page, SpiffsByteOrder order)
    {
        // All at once: tens of thousands are read to open an image.
        ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(page);
        ushort objectId = (ushort)(bytes >> (8 * SpiffsLayout.ObjectIdOffset));
        ushort spanIndex = (ushort)(bytes >> (8 * SpiffsLayout.SpanIndexOffset));
        byte flags = (byte)(bytes >> (8 * SpiffsLayout.FlagsOffset));
        return order.IsBigEndian
            ? new SpiffsPageHeader(BinaryPrimitives.ReverseEndianness(objectId), BinaryPrimitives.ReverseEndianness(spanIndex), flags)
            : new SpiffsPageHeader(objectId, spanIndex, flags);
    }

    /// <summary>Writes the header to the start of a page.</summary>
    public void WriteTo(Span<byte> page, SpiffsByteOrder order)
    {
        order.WriteUInt16(page[SpiffsLayout.ObjectIdOffset..], ObjectId);
        order.WriteUInt16(page[SpiffsLayout.SpanIndexOffset..], SpanIndex);
        page[SpiffsLayout.FlagsOffset] = Flags;
    }
}
