using FlashFs.Files;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>The files of an image after everything that their contents go through.</summary>
/// <param name="Files">The files.</param>
/// <param name="Lines">What there is to say of it, a line each.</param>
/// <param name="Bytecode">Which engine compiled how many modules; null where none was compiled.</param>
/// <param name="Report">What the report says of it; null where nothing was asked for.</param>
internal sealed record StagedFiles(FlashFileSet Files, IReadOnlyList<string> Lines, ImageBytecode? Bytecode, ImageContents? Report)
{
    /// <summary>Whether a transform used deflate, which comes with .NET.</summary>
    public bool HangsOnRuntime { get; init; }
}
