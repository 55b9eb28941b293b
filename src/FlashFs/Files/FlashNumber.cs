using System.Globalization;

namespace FlashFs.Files;

/// <summary>Numbers as users write them everywhere: decimal or 0x…, with K, KB, M or MB (× 1024), in any case.</summary>
public static class FlashNumber
{
    /// <summary>What a number may look like, for messages.</summary>
    public const string Forms = "a decimal or 0x… number, with K, KB, M or MB if wanted";

    /// <summary>Reads a number that is not negative.</summary>
    public static bool TryParse(string? text, out long value)
    {
        value = 0;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int unit = 1;
        if (rest.Length > 2 && rest[^1] is ('b' or 'B') && IsUnit(rest[^2]))
        {
            rest = rest[..^1]; // KB and MB are K and M; a last b after anything else is a hexadecimal digit or wrong
        }

        if (rest.Length > 1 && IsUnit(rest[^1]))
        {
            unit = rest[^1] is 'k' or 'K' ? 1024 : 1024 * 1024;
            rest = rest[..^1].TrimEnd(); // "4 MB" is how people write it
        }

        bool hexadecimal = rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool parsed = hexadecimal
            ? long.TryParse(rest[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!parsed || value < 0 || value > long.MaxValue / unit)
        {
            value = 0;
            return false;
        }

        value *= unit;
        return true;
    }

    private static bool IsUnit(char letter) => letter is 'k' or 'K' or 'm' or 'M';
}
