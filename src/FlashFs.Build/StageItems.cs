using System.Globalization;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build;

/// <summary>What a stage made, as items for later targets.</summary>
internal static class StageItems
{
    /// <summary>The outputs of the images stage.</summary>
    public static ITaskItem[] Images(StageResult result) => [.. result.Outputs.Select(output => new TaskItem(output.Path))];

    /// <summary>The outputs of the assembly stage, with hash, size and offset.</summary>
    public static ITaskItem[] Flash(StageResult result)
    {
        ITaskItem[] items = Images(result);
        for (int i = 0; i < items.Length; i++)
        {
            StageOutput output = result.Outputs[i];
            items[i].SetMetadata(ItemNames.Sha256, output.Sha256);
            items[i].SetMetadata(ItemNames.Size, output.Size.ToString(CultureInfo.InvariantCulture));
            items[i].SetMetadata(ItemNames.Offset, output.Offset is { } offset ? $"0x{offset:x}" : "");
        }

        return items;
    }
}
