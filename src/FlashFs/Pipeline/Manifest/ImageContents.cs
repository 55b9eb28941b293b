namespace FlashFs.Pipeline.Manifest;

/// <summary>What the contents of an image went through.</summary>
/// <param name="Image">The file name of the image.</param>
/// <param name="Transforms">The transforms that met a file, bytecode among them, in the order in which they ran.</param>
/// <param name="Modules">The modules that are reached, by depth and path; empty without a module graph.</param>
/// <param name="Unreached">The modules that stay out, by path.</param>
/// <param name="Externals">Names that the target provides and a module asks for.</param>
/// <param name="Cycles">The cycles of the graph, each as the paths of its modules.</param>
public sealed record ImageContents(
    string Image,
    IReadOnlyList<TransformFigures> Transforms,
    IReadOnlyList<ContentModule> Modules,
    IReadOnlyList<ContentModule> Unreached,
    IReadOnlyList<string> Externals,
    IReadOnlyList<IReadOnlyList<string>> Cycles);
