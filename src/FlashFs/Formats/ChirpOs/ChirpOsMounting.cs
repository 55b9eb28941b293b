using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>What a page makes of an image that is put into localStorage: what is no whole object counts as nothing saved.</summary>
internal static class ChirpOsMounting
{
    private const string NothingSaved = "starts without it";

    /// <summary>Judges an image.</summary>
    public static DeviceVerdict Judge(ChirpOsVolume there)
    {
        if (there.Form == ChirpOsForm.Json)
        {
            return DeviceVerdict.Refuse(NothingSaved, "it is the readable JSON, and a page loads the saved string (form=saved)");
        }

        if (!there.IsWhole)
        {
            VolumeDamage damage = there.Damage[0];
            return DeviceVerdict.Refuse(NothingSaved, DeviceVerdict.Expectation(damage));
        }

        long units = (there.Usage.Size - there.Usage.Free) / ChirpOsLayout.UnitSize;
        return units > ChirpFileSystemInfo.DefaultCapacity
            ? DeviceVerdict.Refuse("cannot be stored", $"{units} code units, and localStorage has room for {ChirpFileSystemInfo.DefaultCapacity}")
            : DeviceVerdict.OfFiles(there, there);
    }
}
