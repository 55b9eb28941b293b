using FlashFs.Caching;

namespace FlashFs.Tool.Commands;

/// <summary>What there is to say of a cache.</summary>
/// <param name="Figures">What it holds.</param>
/// <param name="RemovedFiles">How many files a pruning removed; null where there was none.</param>
/// <param name="RemovedSize">How many bytes went with them.</param>
internal sealed record CacheReport(LocalStoreFigures Figures, int? RemovedFiles = null, long? RemovedSize = null);
