using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Devices;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Partitions;

/// <summary>Reads a binary table row by row. Reads at most <see cref="PartitionTableLayout.Length"/> bytes, each once.</summary>
internal sealed class PartitionBinaryReader(ReadMode mode)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public List<Partition> Partitions { get; } = [];

    public List<VolumeDamage> Damage { get; } = [];

    public bool HasMd5 { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        // A table that ends before it begins is none, whatever lies behind the row that ends it.
        if (bytes[..Math.Min(bytes.Length, PartitionTableLayout.EntrySize)].IndexOfAnyExcept(ErasedFlash.Value) < 0)
        {
            string found = bytes.IsEmpty ? "nothing" : "erased flash";
            Report(DiagnosticCodes.NotThisFormat, 0, "an entry (aa 50)", found);
            return;
        }

        for (int at = 0; at < bytes.Length; at += PartitionTableLayout.EntrySize)
        {
            if (bytes.Length - at < PartitionTableLayout.EntrySize)
            {
                Report(DiagnosticCodes.Truncated, at, $"a row of {PartitionTableLayout.EntrySize} bytes", $"{bytes.Length - at} bytes");
                return;
            }

            ReadOnlySpan<byte> row = bytes.Slice(at, PartitionTableLayout.EntrySize);
            if (row.IndexOfAnyExcept(ErasedFlash.Value) < 0)
            {
                return;
            }

            if (!ReadRow(row, bytes[..at], at))
            {
                return;
            }
        }

        Report(DiagnosticCodes.Truncated, bytes.Length, "a row of ff that ends the table", "the end");
    }

    // Gives false when nothing after this row can be trusted to be a row.
    private bool ReadRow(ReadOnlySpan<byte> row, ReadOnlySpan<byte> before, int at)
    {
        ushort magic = BinaryPrimitives.ReadUInt16LittleEndian(row);
        if (magic == PartitionTableLayout.Md5Magic)
        {
            CheckMd5(row, before, at);
            return true;
        }

        if (magic != PartitionTableLayout.EntryMagic)
        {
            Report(
                at == 0 ? DiagnosticCodes.NotThisFormat : DiagnosticCodes.InvalidField,
                at,
                "an entry (aa 50), the MD5 row (eb eb) or the end (ff ff)",
                $"{row[0]:x2} {row[1]:x2}");

            // One row of rubbish between entries is a damaged entry; at the start it is something else altogether.
            return at != 0;
        }

        if (HasMd5)
        {
            Report(DiagnosticCodes.InvalidField, at, "the row of ff that ends the table after its MD5 row", "an entry");
        }

        ReadEntry(row, at);
        return true;
    }

    private void CheckMd5(ReadOnlySpan<byte> row, ReadOnlySpan<byte> before, int at)
    {
        if (HasMd5)
        {
            Report(DiagnosticCodes.InvalidField, at, "one MD5 row", "another");
            return;
        }

        HasMd5 = true;
        ReadOnlySpan<byte> filler = row[sizeof(ushort)..PartitionTableLayout.Md5DigestOffset];
        if (filler.IndexOfAnyExcept(ErasedFlash.Value) is >= 0 and int wrong)
        {
            Report(DiagnosticCodes.InvalidField, at + sizeof(ushort) + wrong, "ff before the MD5", $"{filler[wrong]:x2}");
        }

        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(before, digest);
        ReadOnlySpan<byte> stored = row[PartitionTableLayout.Md5DigestOffset..];
        if (!stored.SequenceEqual(digest))
        {
            Report(
                DiagnosticCodes.ChecksumMismatch,
                at + PartitionTableLayout.Md5DigestOffset,
                Convert.ToHexStringLower(digest),
                Convert.ToHexStringLower(stored));
        }
    }

    private void ReadEntry(ReadOnlySpan<byte> row, int at)
    {
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(row[PartitionTableLayout.FlagsOffset..]);
        uint unknown = flags & ~(PartitionTableLayout.EncryptedFlag | PartitionTableLayout.ReadOnlyFlag);
        string label = ReadLabel(row.Slice(PartitionTableLayout.LabelOffset, PartitionTableLayout.LabelLength), at);
        if (unknown != 0)
        {
            Report(DiagnosticCodes.InvalidField, at + PartitionTableLayout.FlagsOffset, "flags 1 (encrypted) and 2 (readonly)", $"0x{flags:x}", label);
        }

        Partitions.Add(new Partition(
            label,
            row[PartitionTableLayout.TypeOffset],
            row[PartitionTableLayout.SubTypeOffset],
            BinaryPrimitives.ReadUInt32LittleEndian(row[PartitionTableLayout.OffsetOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(row[PartitionTableLayout.SizeOffset..]))
        {
            Encrypted = (flags & PartitionTableLayout.EncryptedFlag) != 0,
            ReadOnly = (flags & PartitionTableLayout.ReadOnlyFlag) != 0,
        });
    }

    private string ReadLabel(ReadOnlySpan<byte> field, int at)
    {
        int offset = at + PartitionTableLayout.LabelOffset;
        int nul = field.IndexOf((byte)0);
        ReadOnlySpan<byte> text = nul < 0 ? field : field[..nul];
        if (nul >= 0 && field[nul..].IndexOfAnyExcept((byte)0) is >= 0 and int rest)
        {
            Report(DiagnosticCodes.InvalidField, offset + nul + rest, "00 after the label", $"{field[nul + rest]:x2}");
        }

        try
        {
            string label = Utf8.GetString(text);
            if (label.Any(char.IsControl))
            {
                Report(DiagnosticCodes.InvalidField, offset, "a label without control characters", Convert.ToHexStringLower(text));
                return Printable(text);
            }

            return label;
        }
        catch (DecoderFallbackException)
        {
            Report(DiagnosticCodes.InvalidField, offset, "a label in UTF-8", Convert.ToHexStringLower(text));
            return Printable(text);
        }
    }

    // What a damaged label is called in a salvaged table: every byte that is not plain becomes '?'.
    private static string Printable(ReadOnlySpan<byte> text) => string.Create(
        text.Length,
        text,
        (characters, source) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = source[i] is > 0x20 and < 0x7F and not ((byte)',' or (byte)'#') ? (char)source[i] : '?';
            }
        });

    private void Report(DiagnosticDescriptor descriptor, int offset, string expected, string found, string? entry = null)
    {
        var damage = new VolumeDamage(descriptor, PartitionBinary.Name, offset, expected, found, entry);
        if (mode == ReadMode.Strict)
        {
            throw new FlashFormatException(damage);
        }

        Damage.Add(damage);
    }
}
