using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>What a device makes of an image: mounting checks the magic alone, and reads garbage where other settings differ.</summary>
internal static class SpiffsMounting
{
    private const string MountError = "mount error -10025";

    // What the magic depends on, and whether there is one: all that mounting checks.
    private static readonly FlashOption[] OfMagic =
    [
        SpiffsOptions.PageSizeOption, SpiffsOptions.BlockSizeOption, SpiffsOptions.UseMagicOption,
        SpiffsOptions.UseMagicLengthOption, SpiffsOptions.BigEndianOption,
    ];

    // What has no part in how files are laid out.
    private static readonly FlashOption[] OnlyOfMagic = [SpiffsOptions.UseMagicOption, SpiffsOptions.UseMagicLengthOption];

    /// <summary>Judges an image.</summary>
    /// <param name="made">The image as it was made.</param>
    /// <param name="there">The image as the device opens it.</param>
    public static DeviceVerdict Judge(FlashVolume made, SpiffsVolume there)
    {
        VolumeDamage? refused = there.Damage.FirstOrDefault(damage => damage.Descriptor == DiagnosticCodes.NotThisFormat);
        if (refused is not null)
        {
            // Where one side has no magic, its length means nothing.
            bool magic = there.Options.Get(SpiffsOptions.UseMagicOption) && made.Options.Get(SpiffsOptions.UseMagicOption);
            string reason = DeviceVerdict.Differences(
                there.Options, made.Options, option => OfMagic.Contains(option) && (magic || option != SpiffsOptions.UseMagicLengthOption));
            return DeviceVerdict.Refuse(MountError, reason.Length > 0 ? reason : there.RefusedBecause ?? refused.Found);
        }

        bool sameNames = there.Entries.Select(entry => entry.Name).SequenceEqual(made.Entries.Select(entry => entry.Name));
        if (!sameNames || there.Damage.Count > made.Damage.Count)
        {
            string layout = DeviceVerdict.Differences(there.Options, made.Options, option => !OnlyOfMagic.Contains(option));
            VolumeDamage? own = there.Damage.FirstOrDefault(damage => !made.Damage.Contains(damage));
            return DeviceVerdict.Garble(
                layout.Length > 0 ? layout : own is null ? "it finds other files than are in the image" : DeviceVerdict.Expectation(own));
        }

        return DeviceVerdict.OfFiles(there, made);
    }
}
