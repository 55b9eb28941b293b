namespace FlashFs.Formats.Sffs;

/// <summary>What a device makes of an image: it mounts anything, and erases pages that it takes for bad.</summary>
internal static class SffsMounting
{
    /// <summary>Judges an image.</summary>
    /// <param name="made">The image as it was made.</param>
    /// <param name="there">The image as the device opens it.</param>
    public static DeviceVerdict Judge(FlashVolume made, FlashVolume there)
    {
        int lost = made.Entries.Count - there.Entries.Count;
        string longest = DeviceVerdict.Differences(there.Options, made.Options, option => option == SffsOptions.MaxNameLengthOption);
        return lost > 0 && longest.Length > 0
            ? DeviceVerdict.Garble($"{longest}: it takes the first page of {lost} of {made.Entries.Count} files for a bad one, and erases it")
            : DeviceVerdict.OfFiles(there, made);
    }
}
