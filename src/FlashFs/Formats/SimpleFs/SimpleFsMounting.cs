using FlashFs.Diagnostics;

namespace FlashFs.Formats.SimpleFs;

/// <summary>What the VM makes of an image when it is to run it, in the order in which it looks.</summary>
internal static class SimpleFsMounting
{
    /// <summary>Judges an image.</summary>
    /// <param name="there">The image.</param>
    /// <param name="length">Its length in bytes.</param>
    public static DeviceVerdict Judge(SimpleFsVolume there, long length)
    {
        if (length > SimpleFsLayout.MaximumRunFromFile)
        {
            return DeviceVerdict.Refuse(
                "ends with -3, or crashes", $"{length} bytes, and it takes {SimpleFsLayout.MaximumRunFromCell} out of a cell and {SimpleFsLayout.MaximumRunFromFile} from a file");
        }

        if (!there.HasTable)
        {
            VolumeDamage damage = there.Damage[0];
            return DeviceVerdict.Refuse("cannot run", DeviceVerdict.Expectation(damage));
        }

        if (there.Entries.FirstOrDefault(entry => entry.Name.Length > 0 && SimpleFsNames.IsRefused(entry.Name[0])) is { } refused)
        {
            return DeviceVerdict.Refuse("ends with -2", $"the name '{refused.Name}' begins with '{refused.Name[0]}', and one such name is enough");
        }

        var loader = new SimpleFsLoader(there);
        if (loader.EntryFile is not { } entry)
        {
            return DeviceVerdict.Refuse("ends with -1", $"there is no {SimpleFsLoader.IndexSource} or {SimpleFsLoader.IndexBytecode}; other scripts can mount the image");
        }

        if (!loader.IsRunnable)
        {
            return DeviceVerdict.Refuse("ends with -8", $"'{entry}' has 0 bytes");
        }

        return length > SimpleFsLayout.MaximumRunFromCell
            ? DeviceVerdict.Refuse(
                "crashes out of a cell", $"{length} bytes, and out of a cell it takes {SimpleFsLayout.MaximumRunFromCell}; from a file (-r) this image works")
            : DeviceVerdict.OfFiles(there, there);
    }
}
