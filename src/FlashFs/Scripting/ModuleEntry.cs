using FlashFs.Diagnostics;

namespace FlashFs.Scripting;

/// <summary>A module that the target runs by itself.</summary>
/// <param name="Path">Its path in the image.</param>
/// <param name="Location">Where the user named it; null when there is no file to point at.</param>
public sealed record ModuleEntry(string Path, DiagnosticLocation? Location = null);
