using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.Tool.Reading;

/// <summary>What one device makes of an image.</summary>
/// <param name="Device">The device: a profile, the one of the format's defaults, or <see cref="Given"/>.</param>
/// <param name="Verdict">What it makes of it.</param>
internal sealed record DeviceMount(string Device, DeviceVerdict Verdict)
{
    /// <summary>The device of the options on the command line.</summary>
    public const string Given = "options given";

    /// <summary>What every known device makes of an image, and before them one with the options on the command line.</summary>
    public static IReadOnlyList<DeviceMount> Of(OpenedImage image)
    {
        // Whatever it was opened with, the best guess is what it was made with.
        FlashFormat format = image.Volume.Format;
        OpenedImage made = image.IsGiven ? OpenedImage.Guessed(image.Name, image.Bytes, format) : image;
        var mounts = new List<DeviceMount>();
        if (image.IsGiven)
        {
            mounts.Add(With(Given, image.Options, made));
        }

        if (format.DefaultDevice is { } device)
        {
            mounts.Add(With(device, OptionValues.Defaults(format), made));
        }

        foreach (FlashProfile profile in FlashProfiles.All.Where(profile => profile.Values.ContainsKey(format.Id)))
        {
            mounts.Add(With(profile.Id, OptionValues.Resolve(format, [profile.LayerOf(format)], new DiagnosticBag()), made));
        }

        return mounts;
    }

    private static DeviceMount With(string device, OptionValues options, OpenedImage made) =>
        new(device, made.Volume.Format.Judge(made.Volume, made.Bytes, options));
}
