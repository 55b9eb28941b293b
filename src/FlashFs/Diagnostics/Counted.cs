using System.Globalization;

namespace FlashFs.Diagnostics;

/// <summary>A number with what it counts.</summary>
public static class Counted
{
    /// <summary>For instance <c>1 file</c> or <c>2 files</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them; an s makes several.</param>
    public static string Of(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
