using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Modules of which each reaches each other, or one that imports itself.</summary>
/// <param name="Paths">The modules in the order of their paths.</param>
public sealed record ModuleCycle(IReadOnlyList<FlashPath> Paths);
