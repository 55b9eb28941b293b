using System.Buffers.Binary;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

/// <summary>An ESP-IDF image to do to what a device, a power cut or a bad flash does. Knows the format from its description, not from the reader.</summary>
internal sealed class SpiffsImage
{
    public const byte Used = 0xFE;
    public const byte Deleted = 0x7F;
    public const byte BeingDeleted = 0xBF;
    public const int TableOffset = 8 + 5 + 32 + 4;

    private const int PageSize = 256;
    private const int PagesPerBlock = 16;

    private SpiffsImage(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public static SpiffsOptions Options { get; } = new();

    public static SpiffsImage Of(int blocks, params IEnumerable<FlashFile> files) =>
        new(SpiffsVectors.Write(Options, blocks * 4096, files));

    public SpiffsVolume Open(ReadMode mode = ReadMode.Strict) => SpiffsVolume.Open(Bytes, Options, mode);

    /// <summary>The object page with that number, counted without lookup pages: 0 is the first page after the first lookup page.</summary>
    public static int PageOf(int objectPage) => objectPage / 15 * PagesPerBlock + 1 + objectPage % 15;

    public Span<byte> Page(int page) => Bytes.AsSpan(page * PageSize, PageSize);

    public ushort Cell(int page) => BinaryPrimitives.ReadUInt16LittleEndian(CellOf(page));

    public void SetCell(int page, int value) => BinaryPrimitives.WriteUInt16LittleEndian(CellOf(page), (ushort)value);

    /// <summary>Clears bits of a page's flags, as flash does.</summary>
    public void ClearFlags(int page, byte mask) => Page(page)[4] &= mask;

    public void SetFlags(int page, byte flags) => Page(page)[4] = flags;

    public void SetSpan(int page, int span) => BinaryPrimitives.WriteUInt16LittleEndian(Page(page)[2..], (ushort)span);

    public void SetSize(int page, uint size) => BinaryPrimitives.WriteUInt32LittleEndian(Page(page)[8..], size);

    public void SetEntry(int indexPage, int entry, int page, int tableOffset = TableOffset) =>
        BinaryPrimitives.WriteUInt16LittleEndian(Page(indexPage)[(tableOffset + entry * 2)..], (ushort)page);

    public void SetName(int page, string name)
    {
        Page(page).Slice(13, 32).Clear();
        System.Text.Encoding.UTF8.GetBytes(name).CopyTo(Page(page)[13..]);
    }

    /// <summary>Copies a page with its lookup cell to a page that is free.</summary>
    public void Copy(int from, int to)
    {
        Assert.AreEqual(0xFFFF, Cell(to), "the page is not free");
        Page(from).CopyTo(Page(to));
        SetCell(to, Cell(from));
    }

    /// <summary>Deletes a page as the device does: lookup cell, then flags.</summary>
    public void Delete(int page)
    {
        SetCell(page, 0);
        ClearFlags(page, Deleted & Used);
    }

    private Span<byte> CellOf(int page) => Bytes.AsSpan(page / PagesPerBlock * 4096 + (page % PagesPerBlock - 1) * 2);
}
