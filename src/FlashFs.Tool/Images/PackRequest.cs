using FlashFs.Formats;

namespace FlashFs.Tool.Images;

/// <summary>What to pack.</summary>
/// <param name="Format">The format.</param>
/// <param name="Options">Its options.</param>
/// <param name="Size">The size given; null where none was.</param>
/// <param name="Folder">The folder given, or null where <paramref name="List"/> is.</param>
/// <param name="List">The list of files, or null.</param>
internal sealed record PackRequest(FlashFormat Format, OptionValues Options, long? Size, string? Folder, string? List);
