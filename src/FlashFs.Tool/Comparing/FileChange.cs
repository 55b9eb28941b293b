namespace FlashFs.Tool.Comparing;

/// <summary>A file that is not in both sides as it is.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Old">It in the old side; null where it was added.</param>
/// <param name="New">It in the new side; null where it was removed.</param>
/// <param name="Differences">In what the two differ; empty but for a changed file.</param>
internal sealed record FileChange(FileChangeKind Kind, ComparedFile? Old, ComparedFile? New, IReadOnlyList<FileDifference> Differences)
{
    /// <summary>The path: the new one of a renamed file.</summary>
    public string Path => (New ?? Old)!.Name;
}
