namespace FlashFs.Reporting;

/// <summary>Puts rows of text beside the ranges that they name: each as near to its range as its neighbours let it.</summary>
internal static class RangeRows
{
    /// <summary>The middle of each row.</summary>
    /// <param name="wanted">The middle of each range, ascending.</param>
    /// <param name="heights">The height of each row; all of them have room.</param>
    /// <param name="room">The height of all.</param>
    public static double[] Place(IReadOnlyList<double> wanted, IReadOnlyList<double> heights, double room)
    {
        double[] middles = new double[wanted.Count];
        double top = 0;
        for (int i = 0; i < middles.Length; i++)
        {
            middles[i] = Math.Max(wanted[i], top + (heights[i] / 2));
            top = middles[i] + (heights[i] / 2);
        }

        double bottom = room;
        for (int i = middles.Length - 1; i >= 0; i--)
        {
            middles[i] = Math.Min(middles[i], bottom - (heights[i] / 2));
            bottom = middles[i] - (heights[i] / 2);
        }

        return middles;
    }
}
