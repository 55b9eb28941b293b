using FlashFs.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Espfs;

/// <summary>
/// Finds out how an entry's contents are packed and whether its lengths can be true. Nothing is unpacked: a heatshrink
/// stream is counted through, a gzip member asked for its length.
/// </summary>
internal static class EspfsContentsReader
{
    /// <summary>Looks at contents.</summary>
    /// <param name="image">The image.</param>
    /// <param name="entryOffset">Where the entry begins.</param>
    /// <param name="header">Its header, whose stored length need not be true.</param>
    /// <param name="place">Where its contents are, and how many bytes of them.</param>
    /// <param name="report">Takes each damage: where, what was expected, what was found.</param>
    public static EspfsContents Read(
        ReadOnlySpan<byte> image, int entryOffset, EspfsHeader header, EspfsContents place, EspfsDamageReport report)
    {
        bool gzip = (header.Flags & EspfsLayout.GzipFlag) != 0;
        ReadOnlySpan<byte> stored = image.Slice(place.Offset, place.StoredLength);
        if (!gzip && header.Compression == EspfsLayout.NoCompression)
        {
            // Where the stored length is a lie, that has been reported.
            if (header.UnpackedLength != header.StoredLength && header.StoredLength == place.StoredLength)
            {
                report(DiagnosticCodes.InvalidField, entryOffset + EspfsLayout.UnpackedLengthOffset, $"an unpacked length of {header.StoredLength}, as stored", $"{header.UnpackedLength}");
            }

            return place;
        }

        VolumeDamage? unreadable = (header.Compression, gzip) switch
        {
            (EspfsLayout.HeatshrinkCompression, true) =>
                report(DiagnosticCodes.InvalidField, entryOffset + EspfsLayout.CompressionOffset, "compression 0 (none), as flags say gzip", "1 (heatshrink)"),
            ( > EspfsLayout.HeatshrinkCompression, _) =>
                report(DiagnosticCodes.InvalidField, entryOffset + EspfsLayout.CompressionOffset, "compression 0 (none) or 1 (heatshrink)", $"{header.Compression}"),
            _ when header.UnpackedLength < 0 || header.UnpackedLength > EspfsLayout.MaximumFileLength =>
                report(DiagnosticCodes.InvalidField, entryOffset + EspfsLayout.UnpackedLengthOffset, $"an unpacked length of 0 to {EspfsLayout.MaximumFileLength}", $"{header.UnpackedLength}"),
            _ => null,
        };
        if (unreadable is not null)
        {
            return place with { Unreadable = unreadable };
        }

        return gzip ? Gzip(stored, entryOffset, header, place, report) : Heatshrink(stored, entryOffset, header, place, report);
    }

    private static EspfsContents Gzip(
        ReadOnlySpan<byte> stored, int entryOffset, EspfsHeader header, EspfsContents place, EspfsDamageReport report)
    {
        long length;
        try
        {
            length = GzipMember.ReadLength(stored, out _);
        }
        catch (FlashFormatException e)
        {
            return place with { Unreadable = report(DiagnosticCodes.CorruptCompression, place.Offset + e.Offset, e.Damage.Expected, e.Damage.Found) };
        }

        VolumeDamage? lie = length == header.UnpackedLength ? null : report(
            DiagnosticCodes.InvalidField, entryOffset + EspfsLayout.UnpackedLengthOffset, $"an unpacked length of {length}, as its gzip member says", $"{header.UnpackedLength}");
        return length > EspfsLayout.MaximumFileLength
            ? place with { Unreadable = lie }
            : place with { IsGzip = true, Length = (int)length };
    }

    private static EspfsContents Heatshrink(
        ReadOnlySpan<byte> stored, int entryOffset, EspfsHeader header, EspfsContents place, EspfsDamageReport report)
    {
        if (stored.Length < EspfsLayout.HeatshrinkParameterSize || EspfsLayout.ParametersOf(stored[0]) is not { } parameters)
        {
            string found = stored.IsEmpty ? "nothing" : $"window {stored[0] >> 4}, lookahead {stored[0] & 0x0F}";
            return place with
            {
                Unreadable = report(DiagnosticCodes.CorruptCompression, place.Offset, "the window and lookahead of a heatshrink stream", found),
            };
        }

        ReadOnlySpan<byte> stream = stored[EspfsLayout.HeatshrinkParameterSize..];
        long length = Compression.Heatshrink.Measure(stream, parameters, out int consumed);
        if (length != header.UnpackedLength)
        {
            report(DiagnosticCodes.CorruptCompression, place.Offset, $"a heatshrink stream of {header.UnpackedLength} bytes unpacked", $"one of {length}");
        }

        if (consumed < stream.Length)
        {
            report(DiagnosticCodes.CorruptCompression, place.Offset + EspfsLayout.HeatshrinkParameterSize + consumed, "the end of the stored bytes where the heatshrink stream ends", $"{stream.Length - consumed} more");
        }

        // Where stream and header disagree, no more than both grant.
        return place with { Heatshrink = parameters, Length = (int)Math.Min(length, header.UnpackedLength) };
    }
}
