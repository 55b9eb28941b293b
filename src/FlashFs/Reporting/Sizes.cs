using System.Globalization;
using FlashFs.Diagnostics;

namespace FlashFs.Reporting;

/// <summary>Sizes for people.</summary>
internal static class Sizes
{
    /// <summary>A number of bytes with separators: <c>12,520</c>.</summary>
    public static string Bytes(long size) => size.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size in the unit that it is talked of: <c>512 KB</c>, <c>1.5 MB</c>; × 1024.</summary>
    public static string Short(long size) => size switch
    {
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{size / 1048576.0:0.##} MB"),
        >= 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{size / 1024.0:0.#} KB"),
        _ => Counted.Of(size, "byte"),
    };

    /// <summary>An address or offset: <c>0x180000</c>.</summary>
    public static string Address(long offset) => string.Create(CultureInfo.InvariantCulture, $"0x{offset:x}");

    /// <summary>A change: <c>+1,024</c>.</summary>
    public static string Change(long change) => change.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    /// <summary>A share in percent.</summary>
    public static string Percent(long part, long whole) =>
        whole <= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} %");
}
