namespace FlashFs.Reporting;

/// <summary>Colours of things that stand beside each other.</summary>
internal static class Hues
{
    /// <summary>The hue of the n-th thing in degrees: the golden angle keeps neighbours apart however many there are.</summary>
    public static double Of(int index) => Math.Round(index * 137.508 % 360, 1);
}
