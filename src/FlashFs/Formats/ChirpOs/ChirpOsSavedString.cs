using System.Runtime.InteropServices;
using FlashFs.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Reads a string as localStorage gives it.</summary>
internal static class ChirpOsSavedString
{
    /// <summary>Reads a saved string whole, or not at all.</summary>
    /// <param name="saved">The string; null where nothing was saved.</param>
    /// <param name="damage">Takes what is wrong with it.</param>
    /// <returns>The root; without anything in it when the string is none.</returns>
    public static ChirpOsStoredNode Read(string? saved, ChirpOsDamageList damage)
    {
        var nothing = new ChirpOsStoredNode("", null, 0);
        if (string.IsNullOrEmpty(saved))
        {
            damage.Add(DiagnosticCodes.Truncated, -1, "a saved string", saved is null ? "none" : "an empty one");
            return nothing;
        }

        LzStringText text = LzStringDecoder.Decode(new LzStringUtf16Units(saved), ChirpOsLayout.MaximumTextLength);
        bool hasEnd = text.UnitsTaken < saved.Length && saved[text.UnitsTaken] == LzStringUtf16Units.End;
        if (IsNone(text, hasEnd))
        {
            ReportNone(MemoryMarshal.AsBytes(saved.AsSpan()), damage);
            return nothing;
        }

        if (text.Problem != LzStringProblem.None)
        {
            Report(text, damage);
            return nothing;
        }

        ChirpOsStoredNode root = ChirpOsDocumentReader.Read(text.Text.Span, isCut: false, damage, out bool isWhole);
        return isWhole ? root : nothing;
    }

    /// <summary>Whether what was unpacked is noise: no object, and nothing else that lz-string packed and ended.</summary>
    public static bool IsNone(LzStringText text, bool hasEnd) =>
        !text.Text.Span.TrimStart().StartsWith("{") && (text.Problem != LzStringProblem.None || !hasEnd);

    /// <summary>Says that a string is no lz-string. What comes out of it is noise, so that what is in it is shown.</summary>
    /// <param name="bytes">The string's code units, low byte first.</param>
    /// <param name="damage">Takes it.</param>
    public static void ReportNone(ReadOnlySpan<byte> bytes, ChirpOsDamageList damage)
    {
        const int Shown = 8;
        string start = string.Join(' ', bytes[..Math.Min(Shown, bytes.Length)].ToArray().Select(value => $"{value:x2}"));
        damage.Add(
            DiagnosticCodes.NotThisFormat,
            0,
            "an object that lz-string packed with compressToUTF16, as UTF-16LE",
            $"something else, which begins with the bytes {start}");
    }

    /// <summary>Says why a string can be unpacked only in part.</summary>
    public static void Report(LzStringText text, ChirpOsDamageList damage)
    {
        (DiagnosticDescriptor descriptor, string expected, string found) = text.Problem switch
        {
            LzStringProblem.EndsEarly => (DiagnosticCodes.Truncated, "the end mark of lz-string", "the end of the string"),
            LzStringProblem.InvalidCode => (DiagnosticCodes.CorruptCompression, "a phrase that lz-string has seen before", "one that does not exist"),
            LzStringProblem.InvalidCharacter => (DiagnosticCodes.CorruptCompression, "a code unit from U+0020 to U+801F", "another one"),
            _ => (DiagnosticCodes.CorruptCompression, $"a text of at most {ChirpOsLayout.MaximumTextLength} UTF-16 code units", "a longer one"),
        };
        damage.Add(descriptor, (long)text.UnitsTaken * ChirpOsLayout.UnitSize, expected, found);
    }
}
