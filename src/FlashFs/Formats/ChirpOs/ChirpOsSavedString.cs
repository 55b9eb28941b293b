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
        if (text.Problem != LzStringProblem.None)
        {
            Report(text, damage);
            return nothing;
        }

        ChirpOsStoredNode root = ChirpOsDocumentReader.Read(text.Text.Span, isCut: false, damage, out bool isWhole);
        return isWhole ? root : nothing;
    }

    /// <summary>Says why a string cannot be unpacked, or only in part.</summary>
    public static void Report(LzStringText text, ChirpOsDamageList damage)
    {
        // Where the first character comes out wrong, nothing speaks for a saved object.
        bool looksRight = text.Text.Span.StartsWith("{");
        (DiagnosticDescriptor descriptor, string expected, string found) = text.Problem switch
        {
            _ when !looksRight => (DiagnosticCodes.NotThisFormat, "an object packed by lz-string", "something else"),
            LzStringProblem.EndsEarly => (DiagnosticCodes.Truncated, "the end mark of lz-string", "the end of the string"),
            LzStringProblem.InvalidCode => (DiagnosticCodes.CorruptCompression, "a phrase that lz-string has seen before", "one that does not exist"),
            LzStringProblem.InvalidCharacter => (DiagnosticCodes.CorruptCompression, "a code unit from U+0020 to U+801F", "another one"),
            _ => (DiagnosticCodes.CorruptCompression, $"a text of at most {ChirpOsLayout.MaximumTextLength} UTF-16 code units", "a longer one"),
        };
        damage.Add(descriptor, (long)text.UnitsTaken * ChirpOsLayout.UnitSize, expected, found);
    }
}
