using FlashFs.Files;

namespace FlashFs.Partitions;

/// <summary>Numbers in a partition table: as everywhere, and a size may be negative.</summary>
internal static class PartitionNumber
{
    /// <summary>Reads a number that is not negative.</summary>
    public static bool TryParse(string text, out long value)
    {
        // The reference tool refuses 010, which looks octal to some readers and decimal to others.
        bool looksOctal = text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]) && text.AsSpan().TrimStart('0').Length > 0
            && char.IsAsciiDigit(text.AsSpan().TrimStart('0')[0]);
        value = 0;
        return !looksOctal && FlashNumber.TryParse(text, out value);
    }

    /// <summary>Reads a number that may have a minus before it.</summary>
    public static bool TryParseSigned(string text, out long value)
    {
        bool negative = text.StartsWith('-');
        string digits = negative ? text[1..] : text;

        // No sign and no space between the minus and its number.
        bool parsed = TryParse(digits, out value) && (!negative || char.IsAsciiDigit(digits[0]));
        value = negative ? -value : value;
        return parsed;
    }
}
