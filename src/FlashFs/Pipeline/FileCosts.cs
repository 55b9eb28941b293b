using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>What the files of an image take, as the report has it: the same from a plan and from the image that it led to.</summary>
internal static class FileCosts
{
    /// <summary>The costs of the files of a plan.</summary>
    public static IEnumerable<FileFit> Of(ImagePlan plan) =>
        plan.Costs.Select(cost => new FileFit(cost.File.Path.Value, cost.File.Contents.Length, cost.StoredLength, cost.Size));

    /// <summary>The costs of the files of an image.</summary>
    public static IEnumerable<FileFit> Of(FlashVolume volume)
    {
        long[] costs = VolumeCosts.Of(volume);
        return volume.Entries.Select(entry => new FileFit(entry.Name, entry.Length, entry.StoredLength, costs[entry.Index]));
    }
}
