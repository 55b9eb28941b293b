using System.Text;
using FlashFs.Files;

namespace FlashFs.Formats.Espfs;

/// <summary>An ESPFS image that is known to the byte: packed contents are kept, plain ones are read when it is written.</summary>
internal sealed class EspfsPlan : ImagePlan
{
    private readonly EspfsPackedFile[] _files;

    public EspfsPlan(FlashFileSet files, EspfsPackedFile[] packed, long? size)
        : base(EspfsFormat.Instance, files, SizeOf(packed), UsageOf(packed, size), [.. packed.Select(CostOf)]) => _files = packed;

    protected override void WriteCore(Memory<byte> memory)
    {
        Span<byte> image = memory.Span;
        Span<byte> rest = image;
        foreach (EspfsPackedFile file in _files)
        {
            Write(file, rest[..(int)file.Size]);
            rest = rest[(int)file.Size..];
        }

        EspfsHeader.End.WriteTo(rest);
    }

    private static long SizeOf(EspfsPackedFile[] files) => files.Sum(file => file.Size) + EspfsLayout.HeaderSize;

    private static ImageUsage UsageOf(EspfsPackedFile[] files, long? size)
    {
        long used = SizeOf(files);
        long whole = Math.Max(size ?? used, used);
        return new ImageUsage(whole, files.Sum(file => file.StoredLength), whole - used);
    }

    private static FileCost CostOf(EspfsPackedFile file) => new(file.File, file.StoredLength, file.Size);

    private static void Write(EspfsPackedFile file, Span<byte> entry)
    {
        int nameRoom = EspfsLayout.NameRoom(file.File.Path.Utf8Length);
        new EspfsHeader
        {
            Magic = EspfsLayout.Magic,
            Flags = file.Flags,
            Compression = file.Compression,
            NameLength = (short)nameRoom,
            StoredLength = (int)file.StoredLength,
            UnpackedLength = (int)file.File.Contents.Length,
        }.WriteTo(entry);

        Span<byte> name = entry.Slice(EspfsLayout.HeaderSize, nameRoom);
        name[Encoding.UTF8.GetBytes(file.File.Path.Value, name)..].Clear();

        Span<byte> room = entry[(int)file.ContentsOffset..];
        Span<byte> stored = room[..(int)file.StoredLength];
        if (file.Packed is null)
        {
            file.File.Contents.CopyTo(stored);
        }
        else
        {
            file.Packed.CopyTo(stored);
        }

        room[stored.Length..].Clear();
    }
}
