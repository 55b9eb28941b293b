using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tool.Packing;

/// <summary>What to pack.</summary>
/// <param name="Format">The format.</param>
/// <param name="Options">Its options.</param>
/// <param name="Size">The size given; null where none was.</param>
/// <param name="Files">Finds the files, in the order in which they are stored, as they are on disk when it is asked.</param>
internal sealed record PackRequest(FlashFormat Format, OptionValues Options, long? Size, Func<DiagnosticBag, FlashFileSet> Files);
