using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;
using FlashFs.Profiles;

namespace FlashFs.Tool.Reading;

/// <summary>What a device makes of a SPIFFS image.</summary>
/// <param name="Device">The device: a profile, or <see cref="Given"/>.</param>
/// <param name="Result">One of <see cref="Mounts"/>, <see cref="Refuses"/> and <see cref="Garbles"/>.</param>
/// <param name="Reason">Which settings make the difference; empty where it mounts.</param>
internal sealed record SpiffsMount(string Device, string Result, string Reason)
{
    /// <summary>The device of the options on the command line.</summary>
    public const string Given = "options given";

    /// <summary>It mounts, and reads what is in it.</summary>
    public const string Mounts = "mounts";

    /// <summary>It refuses to mount it, with error -10025.</summary>
    public const string Refuses = "refuses";

    /// <summary>It mounts and lists it, and contents or names are not what they should be.</summary>
    public const string Garbles = "garbles";

    // What the magic depends on, and whether there is one: all that mounting checks.
    private static readonly FlashOption[] OfMagic =
    [
        SpiffsOptions.PageSizeOption, SpiffsOptions.BlockSizeOption, SpiffsOptions.UseMagicOption,
        SpiffsOptions.UseMagicLengthOption, SpiffsOptions.BigEndianOption,
    ];

    // What has no part in how files are laid out.
    private static readonly FlashOption[] OnlyOfMagic = [SpiffsOptions.UseMagicOption, SpiffsOptions.UseMagicLengthOption];

    /// <summary>What every known target makes of an image, and before them a device with the options on the command line.</summary>
    public static IReadOnlyList<SpiffsMount> Of(OpenedImage image)
    {
        // Whatever it was opened with, the best guess is what it was made with.
        OpenedImage made = image.Assumption is null ? OpenedImage.Guessed(image.Name, image.Bytes, image.Volume.Format) : image;
        var mounts = new List<SpiffsMount>();
        if (image.Assumption is null)
        {
            mounts.Add(With(Given, image.Options, made));
        }

        foreach (FlashProfile profile in FlashProfiles.All.Where(profile => profile.Values.ContainsKey(image.Volume.Format.Id)))
        {
            var layers = new[] { profile.LayerOf(image.Volume.Format) };
            mounts.Add(With(profile.Id, OptionValues.Resolve(image.Volume.Format, layers, new DiagnosticBag()), made));
        }

        return mounts;
    }

    private static SpiffsMount With(string device, OptionValues options, OpenedImage made)
    {
        FlashVolume volume = made.Volume.Format.Open(made.Bytes, options, ReadMode.Salvage);
        VolumeDamage? refused = volume.Damage.FirstOrDefault(damage => damage.Descriptor == DiagnosticCodes.NotThisFormat);
        if (refused is not null)
        {
            // Where one side has no magic, its length means nothing.
            bool magic = options.Get(SpiffsOptions.UseMagicOption) && made.Options.Get(SpiffsOptions.UseMagicOption);
            string reason = Differences(
                options, made.Options, option => OfMagic.Contains(option) && (magic || option != SpiffsOptions.UseMagicLengthOption));
            return new SpiffsMount(device, Refuses, reason.Length > 0 ? reason : (volume as SpiffsVolume)?.RefusedBecause ?? refused.Found);
        }

        bool sameNames = volume.Entries.Select(entry => entry.Name).SequenceEqual(made.Volume.Entries.Select(entry => entry.Name));
        return sameNames && volume.Damage.Count <= made.Volume.Damage.Count
            ? new SpiffsMount(device, Mounts, "")
            : new SpiffsMount(device, Garbles, Differences(options, made.Options, option => !OnlyOfMagic.Contains(option)));
    }

    private static string Differences(OptionValues device, OptionValues image, Func<FlashOption, bool> matters) =>
        string.Join(", ", device.Texts.Zip(image.Texts)
            .Where(pair => pair.First.Text != pair.Second.Text && matters(pair.First.Option))
            .Select(pair => $"{pair.First.Option.Name} is {pair.First.Text} there and {pair.Second.Text} in the image"));
}
