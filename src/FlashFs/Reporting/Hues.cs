namespace FlashFs.Reporting;

/// <summary>Colours of things that stand beside each other.</summary>
internal static class Hues
{
    /// <summary>The colour of what is the file system's own.</summary>
    public const string OwnHex = "#8b949e";

    // Those of flash-colours.css in the light.
    private const double Lightness = 0.74;
    private const double HeaderLightness = 0.6;
    private const double Chroma = 0.115;

    /// <summary>The hue of the n-th thing in degrees: the golden angle keeps neighbours apart however many there are.</summary>
    public static double Of(int index) => Math.Round(index * 137.508 % 360, 1);

    /// <summary>The colour of the n-th thing as <c>#rrggbb</c>, for programs that do not know the colours of the style.</summary>
    /// <param name="index">Which thing.</param>
    /// <param name="isHeader">Whether it is the darker one of headers.</param>
    public static string Hex(int index, bool isHeader = false)
    {
        double angle = Of(index) * Math.PI / 180;
        double lightness = isHeader ? HeaderLightness : Lightness;
        double a = Chroma * Math.Cos(angle);
        double b = Chroma * Math.Sin(angle);

        // OKLab to linear sRGB; the factors are those of CSS Color 4.
        double l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        double m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        double s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        int red = Channel((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s));
        int green = Channel((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s));
        int blue = Channel((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    private static int Channel(double linear)
    {
        double value = Math.Clamp(linear, 0, 1);
        return (int)Math.Round(255 * (value <= 0.0031308 ? 12.92 * value : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055));
    }
}
