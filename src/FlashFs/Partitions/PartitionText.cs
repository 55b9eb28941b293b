using System.Buffers.Binary;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

/// <summary>Makes text of the bytes of a CSV: UTF-8 or UTF-16, with or without byte order mark.</summary>
internal static class PartitionText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes, or reports FLASHFS3001 and gives null.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string file, DiagnosticBag diagnostics)
    {
        if (bytes.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == PartitionTableLayout.EntryMagic)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionSyntax,
                new DiagnosticLocation(file),
                $"'{file}' is a binary partition table, not a CSV; 'flashfs partitions show {file} --csv' makes a CSV of it.");
            return null;
        }

        (Encoding encoding, int mark) = Detect(bytes);
        try
        {
            string text = encoding.GetString(bytes[mark..]);
            return QuotedText.IndexOfBinary(text) < 0 ? text : Binary(bytes, file, diagnostics);
        }
        catch (DecoderFallbackException e)
        {
            if (mark == 0 && QuotedText.IndexOfBinary(bytes) >= 0)
            {
                return Binary(bytes, file, diagnostics);
            }

            int line = 1 + (encoding is UTF8Encoding ? bytes[..(mark + Math.Max(e.Index, 0))].Count((byte)'\n') : 0);
            diagnostics.Add(
                DiagnosticCodes.PartitionSyntax,
                new DiagnosticLocation(file, line),
                $"'{file}' is not valid {encoding.WebName} at byte {mark + Math.Max(e.Index, 0)}; save it as UTF-8.");
            return null;
        }
    }

    private static string? Binary(ReadOnlySpan<byte> bytes, string file, DiagnosticBag diagnostics)
    {
        int at = Math.Max(QuotedText.IndexOfBinary(bytes), 0);
        diagnostics.Add(
            DiagnosticCodes.PartitionSyntax,
            new DiagnosticLocation(file),
            $"'{file}' is binary, not a table: byte 0x{bytes[at]:x2} at 0x{at:x} is in no text, and a binary table begins with 0xaa 0x50; name the CSV or the binary table.");
        return null;
    }

    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> bytes)
    {
        UnicodeEncoding utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
            [0xFF, 0xFE, ..] => (utf16(bigEndian: false), 2),
            [0xFE, 0xFF, ..] => (utf16(bigEndian: true), 2),

            // A table begins with ASCII: a label, a comment, spaces or an empty line. In UTF-16 one byte of it is 0.
            [not 0, 0, ..] => (utf16(bigEndian: false), 0),
            [0, not 0, ..] => (utf16(bigEndian: true), 0),
            _ => (Utf8, 0),
        };
    }
}
