using FlashFs.Formats;

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
}
