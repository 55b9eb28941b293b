namespace FlashFs.Scripting;

/// <summary>A reference and where it leads.</summary>
/// <param name="Reference">The place in the script.</param>
/// <param name="Resolution">Where it leads.</param>
public sealed record ModuleLink(ModuleReference Reference, ModuleResolution Resolution);
