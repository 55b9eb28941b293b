using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Profiles;

/// <summary>How the flash of a board is: the chip it is on, its size, wiring and clock.</summary>
public sealed record FlashSettings
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The chip.</summary>
    public FlashChip Chip { get; init; } = FlashChips.Default;

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; } = 4 * Megabyte;

    /// <summary>How many data lines are used, in esptool's words: one of <see cref="Modes"/>.</summary>
    public string Mode { get; init; } = "dio";

    /// <summary>The clock, in esptool's words: one of the chip's, or <c>keep</c>.</summary>
    public string Frequency { get; init; } = FlashChips.Default.DefaultFrequency;

    /// <summary>The modes; <c>keep</c> leaves the boot loader's own.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["qio", "qout", "dio", "dout", "keep"];

    /// <summary>The sizes that the header of a boot loader can name, in bytes.</summary>
    public static IReadOnlyList<long> Sizes { get; } = (long[])
        [Megabyte, 2 * Megabyte, 4 * Megabyte, 8 * Megabyte, 16 * Megabyte, 32 * Megabyte, 64 * Megabyte, 128 * Megabyte];

    /// <summary>The size in esptool's words: <c>4MB</c>.</summary>
    public string SizeText => FormatSize(Size);

    /// <summary>Reads the settings of a project that are all set in one place; whatever is wrong is reported at once.</summary>
    /// <param name="chip">The chip; null or empty for esp32.</param>
    /// <param name="size">The size; null or empty for 4MB.</param>
    /// <param name="mode">The mode; null or empty for dio.</param>
    /// <param name="frequency">The clock; null or empty for the chip's default.</param>
    /// <param name="location">Where they are set.</param>
    /// <param name="diagnostics">Takes FLASHFS1020 for the chip and FLASHFS1021 for the others.</param>
    /// <returns>The settings, or null when an error was reported.</returns>
    public static FlashSettings? Parse(
        string? chip, string? size, string? mode, string? frequency, DiagnosticLocation? location, DiagnosticBag diagnostics) =>
        Parse(new(chip, location), new(size, location), new(mode, location), new(frequency, location), diagnostics);

    /// <summary>Reads settings that each have a place of their own: see the other overload.</summary>
    /// <param name="chip">The chip; without text, esp32.</param>
    /// <param name="size">The size; without text, 4MB.</param>
    /// <param name="mode">The mode; without text, dio.</param>
    /// <param name="frequency">The clock; without text, the chip's default.</param>
    /// <param name="diagnostics">Takes FLASHFS1020 for the chip and FLASHFS1021 for the others.</param>
    /// <returns>The settings, or null when an error was reported.</returns>
    public static FlashSettings? Parse(
        FlashSettingText chip, FlashSettingText size, FlashSettingText mode, FlashSettingText frequency, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        FlashChip? known = chip.IsGiven ? FlashChips.Find(chip.Text!, chip.Location, found) : FlashChips.Default;
        var settings = new FlashSettings { Chip = known ?? FlashChips.Default };
        settings = settings with
        {
            Size = size.IsGiven ? ReadSize(size, found) : settings.Size,
            Mode = Choose("mode", mode, Modes, settings.Mode, "", found),
            Frequency = known is null
                ? settings.Frequency
                : Choose("frequency", frequency, [.. known.Frequencies, "keep"], known.DefaultFrequency, $" of {known.DisplayName}", found),
        };
        diagnostics.AddRange(found);
        return found.HasErrors ? null : settings;
    }

    /// <summary>A size in esptool's words, where it is one of <see cref="Sizes"/>; else in bytes.</summary>
    public static string FormatSize(long size) => size % Megabyte == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{size / Megabyte}MB")
        : size.ToString(CultureInfo.InvariantCulture);

    private static long ReadSize(FlashSettingText text, DiagnosticBag diagnostics)
    {
        if (FlashNumber.TryParse(text.Text, out long size) && Sizes.Contains(size))
        {
            return size;
        }

        string sizes = string.Join(", ", Sizes.Select(FormatSize));
        string nearest = size > 0 ? $"; did you mean '{FormatSize(Nearest(size))}'?" : "";
        diagnostics.Add(DiagnosticCodes.InvalidFlashSetting, text.Location, $"'{text.Text}' is no flash size{nearest} (valid: {sizes})");
        return Sizes[0];
    }

    // By value; of two that are as near the larger one, and a small number alone is taken for megabytes.
    private static long Nearest(long size)
    {
        long meant = size < 1024 ? size * Megabyte : size;
        return Sizes.Reverse().MinBy(candidate => Math.Abs(candidate - meant));
    }

    private static string Choose(
        string what, FlashSettingText text, IReadOnlyList<string> choices, string fallback, string whose, DiagnosticBag diagnostics)
    {
        if (!text.IsGiven)
        {
            return fallback;
        }

        string wanted = text.Text!.Trim();
        string? choice = choices.FirstOrDefault(candidate => candidate.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        if (choice is null)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidFlashSetting, text.Location, $"'{text.Text}' is no flash {what}{whose}{NearestName.Hint(wanted, choices)}");
        }

        return choice ?? fallback;
    }
}
