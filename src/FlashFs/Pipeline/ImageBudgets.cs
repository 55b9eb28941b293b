namespace FlashFs.Pipeline;

/// <summary>How full an image may become.</summary>
/// <param name="Warn">Before the build warns; null for as full as can be.</param>
/// <param name="Error">Before the build fails; null for as full as can be.</param>
internal sealed record ImageBudgets(ImageBudget? Warn, ImageBudget? Error);
