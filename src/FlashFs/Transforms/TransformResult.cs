using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>What came of a transform.</summary>
/// <param name="File">The file with its new path and contents.</param>
/// <param name="WasMade">Whether it was made in this build; false when a cache had it.</param>
internal sealed record TransformResult(FlashFile File, bool WasMade);
