using System.Buffers.Binary;
using System.IO.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Compression;

/// <summary>
/// One gzip member (RFC 1952) with a header that tells nothing of the host: no name, no time, operating system "unknown".
/// The deflate stream inside is the runtime's best compression, so its bytes depend on the version of .NET.
/// </summary>
public static class GzipMember
{
    internal const int HeaderLength = 10;
    internal const int TrailerLength = 8;

    /// <summary>The most bytes that a byte of deflate stream can stand for: 258 bytes take at least two bits.</summary>
    internal const int MaximumRatio = 1032;

    private const byte Deflate = 8;
    private const byte HeaderCrcFlag = 0x02;
    private const byte ExtraFlag = 0x04;
    private const byte NameFlag = 0x08;
    private const byte CommentFlag = 0x10;
    private const byte ReservedFlags = 0xE0;

    // Magic, deflate, no flags, no time, "slowest and best", operating system unknown.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, Deflate, 0, 0, 0, 0, 0, 2, 0xFF];

    /// <summary>Packs contents into a member.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> contents)
    {
        using var member = new MemoryStream();
        member.Write(Header);
        using (var deflate = new DeflateStream(member, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(contents);
        }

        if (member.Length == HeaderLength)
        {
            // The runtime writes nothing at all for nothing; a member needs a deflate stream: one empty last block.
            member.Write([0x03, 0x00]);
        }

        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Compute(contents));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)contents.Length);
        member.Write(trailer);
        return member.ToArray();
    }

    /// <summary>Unpacks a member that is all there is: nothing may follow it.</summary>
    /// <param name="member">The member.</param>
    /// <param name="limit">The most bytes it may unpack to. Nothing is unpacked, and no memory taken, when it says that it holds more.</param>
    /// <exception cref="FlashFormatException">FLASHFS5006: it is no member, is cut, is followed by something, fails its CRC or length, or holds more than the limit.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> member, int limit = int.MaxValue)
    {
        using var reader = new GzipReader(member);
        if (reader.Length > Math.Min(limit, Array.MaxLength))
        {
            throw Corrupt(member.Length - 4, $"at most {limit} bytes of contents", $"{reader.Length}");
        }

        byte[] contents = new byte[reader.Length];
        reader.Read(contents);
        reader.CheckEnd();
        return contents;
    }

    internal static FlashFormatException Corrupt(long offset, string expected, string found) =>
        new(DiagnosticCodes.CorruptCompression, "gzip", offset, expected, found);

    /// <summary>How many bytes a member says that it holds, and where its deflate stream begins.</summary>
    /// <exception cref="FlashFormatException">FLASHFS5006: it has no valid header, or claims more contents than its bytes can stand for.</exception>
    internal static long ReadLength(ReadOnlySpan<byte> member, out int bodyOffset)
    {
        bodyOffset = MeasureHeader(member);
        int bodyLength = member.Length - TrailerLength - bodyOffset;
        if (bodyLength == 0)
        {
            throw Corrupt(bodyOffset, "a deflate stream", "nothing between header and trailer");
        }

        long length = BinaryPrimitives.ReadUInt32LittleEndian(member[^4..]);
        long possible = (long)bodyLength * MaximumRatio;
        return length <= possible
            ? length
            : throw Corrupt(member.Length - 4, $"a length that {bodyLength} packed bytes can stand for, at most {possible}", $"{length}");
    }

    /// <summary>The length of a member's header, past whatever fields it chooses to have.</summary>
    /// <exception cref="FlashFormatException">FLASHFS5006: it is no header, or the member ends in it.</exception>
    private static int MeasureHeader(ReadOnlySpan<byte> member)
    {
        if (member.Length < HeaderLength + TrailerLength)
        {
            throw Corrupt(0, $"a member of at least {HeaderLength + TrailerLength} bytes", $"{member.Length} bytes");
        }

        if (!member.StartsWith(Header[..3]))
        {
            throw Corrupt(0, "1F8B08 (gzip, deflate)", Convert.ToHexString(member[..3]));
        }

        byte flags = member[3];
        if ((flags & ReservedFlags) != 0)
        {
            throw Corrupt(3, "flags below 0x20", $"0x{flags:x2}");
        }

        int length = HeaderLength;
        ReadOnlySpan<byte> fields = member[..^TrailerLength];
        if ((flags & ExtraFlag) != 0)
        {
            length += 2 + (length + 2 <= fields.Length ? BinaryPrimitives.ReadUInt16LittleEndian(fields[length..]) : 0);
        }

        length = (flags & NameFlag) != 0 ? SkipText(fields, length) : length;
        length = (flags & CommentFlag) != 0 ? SkipText(fields, length) : length;
        length += (flags & HeaderCrcFlag) != 0 ? 2 : 0;
        return length <= fields.Length ? length : throw Corrupt(HeaderLength, "a header that ends before the member does", "none");
    }

    private static int SkipText(ReadOnlySpan<byte> fields, int start)
    {
        int length = start < fields.Length ? fields[start..].IndexOf((byte)0) : -1;
        return length < 0 ? fields.Length + 1 : start + length + 1;
    }
}
