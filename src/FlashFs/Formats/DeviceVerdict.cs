using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>What a device makes of an image.</summary>
/// <param name="Result">How it comes out.</param>
/// <param name="Shown">What one sees of it, in a few words: <c>mount error -10025</c>.</param>
/// <param name="Reason">The likely cause, in one clause; empty where the device mounts.</param>
public sealed record DeviceVerdict(DeviceResult Result, string Shown, string Reason)
{
    /// <summary>The device mounts the image.</summary>
    public static DeviceVerdict Mounts { get; } = new(DeviceResult.Mounts, "mounts", "");

    /// <summary>The device does not take the image.</summary>
    public static DeviceVerdict Refuse(string shown, string reason) => new(DeviceResult.Refuses, shown, reason);

    /// <summary>The device mounts the image, and not all files are right.</summary>
    public static DeviceVerdict Garble(string reason) => new(DeviceResult.Garbles, "mounts, reads garbage", reason);

    /// <summary>
    /// Goes by the files alone, for a device that looks at nothing else: it misreads those that are damaged, and those that it
    /// finds under other names than the image was made with.
    /// </summary>
    /// <param name="there">The image as the device opens it.</param>
    /// <param name="made">The image as it was made.</param>
    public static DeviceVerdict OfFiles(FlashVolume there, FlashVolume made)
    {
        if (!there.Entries.Select(entry => entry.Name).SequenceEqual(made.Entries.Select(entry => entry.Name)))
        {
            string differing = Differences(there.Options, made.Options);
            return Garble(differing.Length > 0 ? differing : "it finds other files than are in the image");
        }

        VolumeEntry[] damaged = [.. there.Entries.Where(entry => entry.IsDamaged)];
        if (damaged is not [var first, ..])
        {
            return Mounts;
        }

        var names = damaged.Select(entry => entry.Name).ToHashSet();
        VolumeDamage? damage = there.Damage.FirstOrDefault(found => found.Entry is { } name && names.Contains(name));
        string more = damaged.Length > 1 ? $" and {damaged.Length - 1} more" : "";
        string which = first.Name.Length > 0 ? $"'{first.Name}'" : $"file {first.Index + 1}";
        return Garble($"{which}{more} cannot be right" + (damage is null ? "" : $": {Expectation(damage)}"));
    }

    /// <summary>Which options a device and an image have otherwise, in one clause; empty for none.</summary>
    /// <param name="device">The options of the device.</param>
    /// <param name="image">The options of the image.</param>
    /// <param name="matters">Which options to look at; all when null.</param>
    public static string Differences(OptionValues device, OptionValues image, Func<FlashOption, bool>? matters = null) =>
        string.Join(", ", device.Texts.Zip(image.Texts)
            .Where(pair => pair.First.Text != pair.Second.Text && (matters is null || matters(pair.First.Option)))
            .Select(pair => $"{pair.First.Option.Name} is {pair.First.Text} there and {pair.Second.Text} in the image"));

    /// <summary>A damage in one clause.</summary>
    public static string Expectation(VolumeDamage damage) => $"expected {damage.Expected}, found {damage.Found}";
}
