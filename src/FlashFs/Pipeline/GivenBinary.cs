namespace FlashFs.Pipeline;

/// <summary>A ready-made part of a project and its file.</summary>
/// <param name="Item">What the project says of it.</param>
/// <param name="Source">The file.</param>
internal sealed record GivenBinary(ProjectBinary Item, SourceFile Source);
