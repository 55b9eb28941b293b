using System.Buffers.Binary;
using FlashFs.Devices;

namespace FlashFs.Formats.AppFs;

/// <summary>What is known of one page: who uses it, which page follows, and for the first page of a file the file itself.</summary>
internal readonly ref struct AppFsDescriptor(ReadOnlySpan<byte> bytes, AppFsDescriptorLayout layout)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public byte Use => _bytes[AppFsLayout.UseOffset];

    /// <summary>The page that follows; 0 for none, because page 0 never follows another.</summary>
    public byte Next => _bytes[AppFsLayout.NextOffset];

    public uint Size => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[AppFsLayout.SizeOffset..]);

    /// <summary>Whether a file begins here: pages that go on with one have an erased name.</summary>
    public bool BeginsFile => Use == AppFsLayout.UseData && _bytes[0] != ErasedFlash.Value;

    /// <summary>The name without its NUL; the whole room when there is none.</summary>
    public ReadOnlySpan<byte> Name => UpToNul(_bytes[..AppFsLayout.NameSize(layout)]);

    public bool NameIsTerminated => Name.Length < AppFsLayout.NameSize(layout);

    public ReadOnlySpan<byte> Title => UpToNul(_bytes.Slice(AppFsLayout.TitleOffset, AppFsLayout.TitleSize));

    public ushort Version => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[AppFsLayout.VersionOffset..]);

    /// <summary>Writes the descriptor of a page that goes on with a file over an erased one.</summary>
    public static void WriteLink(Span<byte> bytes, byte next)
    {
        bytes[AppFsLayout.NextOffset] = next;
        bytes[AppFsLayout.UseOffset] = AppFsLayout.UseData;
    }

    /// <summary>Writes the descriptor of a file's first page over an erased one.</summary>
    public static void WriteFile(Span<byte> bytes, AppFsFileHeader file, byte next)
    {
        WriteLink(bytes, next);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[AppFsLayout.SizeOffset..], file.Size);
        if (file.Layout == AppFsDescriptorLayout.Badgeteam)
        {
            WriteName(bytes, file.Name, file.Layout);
            Span<byte> title = bytes.Slice(AppFsLayout.TitleOffset, AppFsLayout.TitleSize);
            title.Clear();
            file.Title.CopyTo(title);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[AppFsLayout.VersionOffset..], file.Version);
        }
        else
        {
            // PocketSprite's create copies the name with its NUL and leaves the rest of the room erased.
            file.Name.CopyTo(bytes);
            bytes[file.Name.Length] = 0;
        }
    }

    /// <summary>Writes a name and zeros to the end of its room, as a rename does in both layouts.</summary>
    public static void WriteName(Span<byte> bytes, ReadOnlySpan<byte> name, AppFsDescriptorLayout layout)
    {
        Span<byte> room = bytes[..AppFsLayout.NameSize(layout)];
        room.Clear();
        name.CopyTo(room);
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> room) => room.IndexOf((byte)0) is >= 0 and int end ? room[..end] : room;
}
