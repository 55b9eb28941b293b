using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>What a transform works on.</summary>
/// <param name="Path">The path in the image.</param>
/// <param name="Contents">The bytes.</param>
/// <param name="Source">Where the file comes from, for messages.</param>
public sealed record TransformInput(FlashPath Path, ReadOnlyMemory<byte> Contents, DiagnosticLocation? Source);
