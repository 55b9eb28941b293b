using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.Tool.Reading;

/// <summary>An image in one clause.</summary>
internal static class ImageLine
{
    /// <summary>The format, and the options where they were guessed: <c>SPIFFS, guessed pageSize=256 …</c>.</summary>
    public static string Describe(OpenedImage image)
    {
        string format = image.Volume.Format.DisplayName;
        return image.Assumption is null ? format : $"{format}, guessed {Options(image.Options)}";
    }

    /// <summary>Options as they would be given to <c>-s</c>.</summary>
    public static string Options(OptionValues options) =>
        string.Join(' ', options.Texts.Select(value => $"{value.Option.Name}={value.Text}"));

    /// <summary>
    /// The arguments that open an image as it was opened, without a guess: the format, and the profile that has all its
    /// options, else each that is not the default.
    /// </summary>
    public static IReadOnlyList<string> Arguments(FlashFormat format, OptionValues options)
    {
        string[] named = ["-f", format.Id];
        string[] differing = [.. options.Texts
            .Where(value => value.Text != value.Option.DefaultText).SelectMany(value => (string[])["-s", $"{value.Option.Name}={value.Text}"])];
        string all = Options(options);
        return FlashProfiles.All.FirstOrDefault(profile => profile.LayerOf(format).Values.Count > 0
            && Options(OptionValues.Resolve(format, [profile.LayerOf(format)], new DiagnosticBag())) == all) is { } same
            ? [.. named, "--profile", same.Id]
            : [.. named, .. differing];
    }

    /// <summary>Arguments as a shell takes them.</summary>
    public static string Quoted(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(argument =>
        argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '=' or '.' or '/' or ',' or ':')
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
}
