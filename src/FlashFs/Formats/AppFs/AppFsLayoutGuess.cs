using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

/// <summary>Tells the layout of an image by its files: badge.team's creates write a version, and PocketSprite's leave that field erased.</summary>
internal static class AppFsLayoutGuess
{
    public static GuessedOptions? Of(ReadOnlyMemory<byte> image)
    {
        List<VolumeDamage> notOfInterest = [];
        AppFsMetadata metadata = AppFsMetadata.Read(image, notOfInterest);
        AppFsDescriptorLayout? layout = null;
        string reason = "no file has a version";
        for (int page = 0; metadata.Current >= 0 && page < AppFsLayout.PageCount; page++)
        {
            AppFsDescriptor descriptor = metadata.Descriptor(page, AppFsDescriptorLayout.Badgeteam);
            if (!descriptor.BeginsFile)
            {
                continue;
            }

            if (descriptor.Version != AppFsLayout.NoVersion)
            {
                layout = AppFsDescriptorLayout.Badgeteam;
                reason = $"the file in page {page} has a version";
                break;
            }

            layout = AppFsDescriptorLayout.Pocketsprite;
        }

        return layout is { } likely
            ? new GuessedOptions(new AppFsOptions { Layout = likely }.ToValues(GuessedOptions.Origin), $"guessed, as AppFS does not say: {reason}")
            : null;
    }
}
