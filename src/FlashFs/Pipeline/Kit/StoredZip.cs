using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Pipeline.Kit;

/// <summary>
/// A zip of files as they are. The one of the framework writes down the system that it runs on, and deflate differs between its
/// versions; here the same files give the same bytes everywhere: no compression, one time, one set of attributes.
/// </summary>
/// <remarks>Source: PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16. Little-endian.</remarks>
internal sealed class StoredZip
{
    private const int LocalHeaderSize = 30;
    private const int CentralHeaderSize = 46;
    private const int EndSize = 22;
    private const uint LocalMagic = 0x04034B50;
    private const uint CentralMagic = 0x02014B50;
    private const uint EndMagic = 0x06054B50;
    private const ushort VersionNeeded = 20; // folders
    private const ushort MadeBy = (3 << 8) | VersionNeeded; // Unix, so that the attributes are a mode
    private const ushort Utf8Names = 1 << 11;
    private const ushort Date = (0 << 9) | (1 << 5) | 1; // 1980-01-01, the first there is; the time is 00:00:00
    private const uint Attributes = 0x81A40000; // a regular file, rw-r--r--

    private readonly (byte[] Name, long Length, uint Crc, Action<Stream> Write)[] _entries;

    /// <summary>Makes the zip of files, each in a folder; every file is read once for its checksum.</summary>
    /// <param name="folder">The folder in the zip.</param>
    /// <param name="files">The files, in the order of the zip.</param>
    public StoredZip(string folder, IEnumerable<OutputContents> files) =>
        _entries = [.. files.Select(file => (Encoding.UTF8.GetBytes($"{folder}/{file.Name}"), file.Length, HashingStream.Crc32(file.Write), file.Write))];

    /// <summary>The length of the zip.</summary>
    public long Length => EndSize + _entries.Sum(entry => LocalHeaderSize + CentralHeaderSize + (2L * entry.Name.Length) + entry.Length);

    /// <summary>Writes the zip, one file after the other.</summary>
    public void WriteTo(Stream destination)
    {
        long[] offsets = new long[_entries.Length];
        long at = 0;
        for (int i = 0; i < _entries.Length; i++)
        {
            (byte[] name, long length, uint crc, Action<Stream> write) = _entries[i];
            offsets[i] = at;
            byte[] header = new byte[LocalHeaderSize + name.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(header, LocalMagic);
            WriteCommon(header.AsSpan(4), name, length, crc);
            name.CopyTo(header, LocalHeaderSize);
            destination.Write(header);
            write(destination);
            at += header.Length + length;
        }

        long directory = at;
        for (int i = 0; i < _entries.Length; i++)
        {
            (byte[] name, long length, uint crc, _) = _entries[i];
            byte[] header = new byte[CentralHeaderSize + name.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(header, CentralMagic);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), MadeBy);
            WriteCommon(header.AsSpan(6), name, length, crc);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(38), Attributes);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), checked((uint)offsets[i]));
            name.CopyTo(header, CentralHeaderSize);
            destination.Write(header);
            at += header.Length;
        }

        byte[] end = new byte[EndSize];
        BinaryPrimitives.WriteUInt32LittleEndian(end, EndMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), checked((ushort)_entries.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), checked((ushort)_entries.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), checked((uint)(at - directory)));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), checked((uint)directory));
        destination.Write(end);
    }

    // What both headers have in common, from "version needed to extract" to the length of the name.
    private static void WriteCommon(Span<byte> fields, byte[] name, long length, uint crc)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, VersionNeeded);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], Utf8Names);
        fields[4..8].Clear(); // stored, and the time of the day
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], Date);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], checked((uint)length));
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], checked((uint)length));
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], checked((ushort)name.Length));
    }
}
