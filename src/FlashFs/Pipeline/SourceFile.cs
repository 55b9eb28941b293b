using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>An input file, looked at but not yet opened.</summary>
/// <param name="Display">Its path as state, manifest and messages have it.</param>
/// <param name="Contents">Its length, time and bytes.</param>
internal sealed record SourceFile(string Display, DiskContents Contents);
