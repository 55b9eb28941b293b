using FlashFs.Partitions;

namespace FlashFs.Tool.Comparing;

/// <summary>A range of the flash that differs and is not written all the same.</summary>
/// <param name="Label">The label of its partition; empty between partitions.</param>
/// <param name="Range">The range.</param>
/// <param name="Reason">Why: one of the constants here.</param>
internal sealed record LeftRange(string Label, FlashRange Range, string Reason)
{
    /// <summary>Somebody asked for it to stay.</summary>
    public const string Preserved = "preserved";

    /// <summary>The new side has nothing but erased flash there, as a merged image has where no part goes.</summary>
    public const string Erased = "erased";
}
