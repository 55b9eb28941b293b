namespace FlashFs.Pipeline;

/// <summary>The bytecode of an image.</summary>
/// <param name="Engine">The engine with its version.</param>
/// <param name="ModuleCount">How many modules it compiled.</param>
public sealed record ImageBytecode(string Engine, int ModuleCount);
