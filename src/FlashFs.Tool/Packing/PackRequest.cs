using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;

namespace FlashFs.Tool.Packing;

/// <summary>What to pack.</summary>
/// <param name="Format">The format.</param>
/// <param name="Options">Its options.</param>
/// <param name="Size">The size given; null where none was.</param>
/// <param name="Files">Finds the files, in the order in which they are stored, as they are on disk when it is asked.</param>
/// <param name="Scripts">What happens to scripts.</param>
/// <param name="Profile">The profile, which may say how the target finds modules; null where none was given.</param>
internal sealed record PackRequest(
    FlashFormat Format, OptionValues Options, long? Size, Func<DiagnosticBag, FlashFileSet> Files, ProjectScripts Scripts, string? Profile);
