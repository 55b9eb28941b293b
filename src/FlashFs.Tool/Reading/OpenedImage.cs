using FlashFs.Formats;

namespace FlashFs.Tool.Reading;

/// <summary>An image that a reading verb works on.</summary>
/// <param name="Name">The file as the command line has it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Volume">It, opened; damage is listed, not thrown.</param>
/// <param name="Options">The options it was opened with, each with where it came from.</param>
/// <param name="Assumption">Why it was opened with these, where nobody said so: one clause; else null.</param>
internal sealed record OpenedImage(string Name, ReadOnlyMemory<byte> Bytes, FlashVolume Volume, OptionValues Options, string? Assumption)
{
    private ReadableFiles? _readable;

    /// <summary>Whether any option was given, guessed or seen: defaults say nothing about an image that says all itself.</summary>
    public bool OptionsMatter => Options.Texts.Any(value => value.Origin != "default");

    /// <summary>The guess that the options are; null where nothing was guessed.</summary>
    public GuessedOptions? Guess { get; init; }

    /// <summary>What can be had of it; found out when it is first asked for, by reading everything.</summary>
    public ReadableFiles Readable => _readable ??= ReadableFiles.Of(Volume);

    /// <summary>Whether somebody gave the options: they are what a device has, and not what the image was made with.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Opens an image for salvage, with options that somebody gave.</summary>
    /// <exception cref="Diagnostics.FlashFsException">The options do not go together.</exception>
    public static OpenedImage With(string name, ReadOnlyMemory<byte> bytes, FlashFormat format, OptionValues options) =>
        new(name, bytes, format.Open(bytes, options, ReadMode.Salvage), options, null) { IsGiven = true };

    /// <summary>Opens an image for salvage, with the options that it was most likely made with.</summary>
    public static OpenedImage Guessed(string name, ReadOnlyMemory<byte> bytes, FlashFormat format)
    {
        GuessedOptions? guess = format.GuessOptions(bytes);
        FlashVolume volume = format.Open(bytes, guess?.Options ?? OptionValues.Defaults(format), ReadMode.Salvage);
        return new OpenedImage(name, bytes, volume, volume.ShownOptions, guess?.Reason) { Guess = guess };
    }
}
