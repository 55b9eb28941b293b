using System.Globalization;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build;

/// <summary>What a stage answered, as items for later targets. No queries here: each is code that a build with nothing to do runs once.</summary>
internal static class StageItems
{
    /// <summary>The outputs of the images stage.</summary>
    public static ITaskItem[] Images(StageResult result)
    {
        var items = new ITaskItem[result.Outputs.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new TaskItem(result.Outputs[i].Path);
        }

        return items;
    }

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

    /// <summary>Everything that the stage wrote now or in a build before.</summary>
    /// <param name="result">What it answered.</param>
    /// <param name="memo">What the answer is kept in; null where it is not.</param>
    public static ITaskItem[] Written(StageResult result, string? memo)
    {
        var items = new ITaskItem[result.FilesWritten.Count + (memo is null ? 0 : 1)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new TaskItem(i < result.FilesWritten.Count ? result.FilesWritten[i] : memo);
        }

        return items;
    }
}
