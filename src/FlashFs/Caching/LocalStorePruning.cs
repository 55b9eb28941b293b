namespace FlashFs.Caching;

/// <summary>What a pruning did.</summary>
/// <param name="RemovedFiles">How many files went.</param>
/// <param name="RemovedSize">How many bytes went with them.</param>
/// <param name="Left">What is there now.</param>
public sealed record LocalStorePruning(int RemovedFiles, long RemovedSize, LocalStoreFigures Left);
