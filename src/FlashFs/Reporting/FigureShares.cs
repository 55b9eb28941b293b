using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>The figures of an image as shares of all the room there is.</summary>
internal sealed class FigureShares(ManifestImage image)
{
    public long Data => image.Figures.Data;

    public long Overhead => image.Figures.Overhead;

    public long Free => image.Figures.Free;

    public long Whole => Data + Overhead + Free;

    public double Share(long part) => Whole == 0 ? 0 : 100.0 * part / Whole;
}
