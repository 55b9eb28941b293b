using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

/// <summary>
/// What a device makes of an image: without a valid copy of the metadata it formats, without asking. The layout makes no
/// difference: a name that is too long for badge.team's is read on into the title, and a file without a version has its name
/// for a title.
/// </summary>
internal static class AppFsMounting
{
    /// <summary>Judges an image.</summary>
    /// <param name="there">The image as the device opens it.</param>
    public static DeviceVerdict Judge(AppFsVolume there) => there.HasValidMetadata
        ? DeviceVerdict.OfFiles(there, there)
        : new DeviceVerdict(DeviceResult.Formats, "formats it", Cause(there));

    private static string Cause(AppFsVolume there)
    {
        VolumeDamage found = there.Damage[0];
        string bytes = found.Found.Split(';')[0];
        return $"neither copy of the metadata is valid: {bytes} at 0x{found.Offset:x}";
    }
}
