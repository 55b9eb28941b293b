using FlashFs.Formats;

namespace FlashFs.Tool.Images;

/// <summary>An image in one clause: its format, and the options that say how it was read.</summary>
internal static class ImageLine
{
    /// <summary>For instance <c>SPIFFS with pageSize=256 blockSize=4096 … (assumed: …)</c>.</summary>
    public static string Describe(OpenedImage image)
    {
        FlashVolume volume = image.Volume;
        string options = string.Join(' ', volume.Options.Texts.Select(value => $"{value.Option.Name}={value.Text}"));
        string assumed = image.Assumption is null ? "" : $" ({image.Assumption})";
        return image.Assumption is null || options.Length == 0
            ? volume.Format.DisplayName
            : $"{volume.Format.DisplayName} with {options}{assumed}";
    }
}
