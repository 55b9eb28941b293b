using System.Buffers.Binary;

namespace FlashFs.Formats.Sffs;

/// <summary>A page as the library takes it.</summary>
internal readonly struct SffsPage
{
    public SffsPageState State { get; private init; }

    public SffsPageHeader Header { get; private init; }

    /// <summary>When the file was created; 0 but in a first page.</summary>
    public int Created { get; private init; }

    /// <summary>The length of the name; 0 where there is none.</summary>
    public int NameLength { get; private init; }

    /// <summary>How many bytes of contents the page has room for.</summary>
    public int Room => SffsLayout.Room(Header.Span, NameLength);

    /// <summary>How many bytes of contents a used page holds: what a page that was never closed holds is not known, so it is taken for full.</summary>
    public int Length => IsOpenOrFull ? Room : Header.Size;

    private bool IsOpenOrFull => Header.Size == SffsLayout.Full || Header.Size > Room;

    /// <summary>Whether the size is one that the library writes when it is done with a page.</summary>
    public bool IsClosed => Header.Size <= Room;

    /// <summary>Looks at a page.</summary>
    /// <param name="page">The bytes of a page.</param>
    /// <param name="maxNameLength">The longest name that the device reads.</param>
    public static SffsPage Parse(ReadOnlySpan<byte> page, int maxNameLength)
    {
        SffsPageHeader header = SffsPageHeader.Parse(page);
        int nameLength = header.Span == 0 && page[SffsLayout.NameLengthOffset] <= maxNameLength ? page[SffsLayout.NameLengthOffset] : 0;
        return new SffsPage
        {
            State = Classify(header, nameLength),
            Header = header,
            Created = header.Span == 0 ? BinaryPrimitives.ReadInt32LittleEndian(page[SffsLayout.CreatedOffset..]) : 0,
            NameLength = nameLength,
        };
    }

    // A first page whose size was never written is used: the library reads a size that is too large as full before it looks.
    private static SffsPageState Classify(SffsPageHeader header, int nameLength) => header switch
    {
        { Id: SffsLayout.Unwritten, Span: SffsLayout.Unwritten, Size: SffsLayout.Unwritten } => SffsPageState.Free,
        { Id: 0, Span: 0, Size: 0 } when nameLength == 0 => SffsPageState.Erased,
        { Id: 0 or SffsLayout.Unwritten } or { Span: SffsLayout.Unwritten } => SffsPageState.Bad,
        { Span: 0 } when nameLength == 0 => SffsPageState.Bad,
        _ => SffsPageState.Used,
    };
}
