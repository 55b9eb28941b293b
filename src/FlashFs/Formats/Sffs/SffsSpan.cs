namespace FlashFs.Formats.Sffs;

/// <summary>One page of a file.</summary>
/// <param name="Page">The page.</param>
/// <param name="End">Where its contents end, in bytes from the start of the file.</param>
internal readonly record struct SffsSpan(int Page, int End);
