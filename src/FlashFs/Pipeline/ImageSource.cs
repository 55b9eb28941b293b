using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>A file of one image: the input and the item that put it there.</summary>
/// <param name="Path">The path inside the image.</param>
/// <param name="Source">The input.</param>
/// <param name="Item">The item; for the image's own folders one that says nothing but its path.</param>
internal sealed record ImageSource(FlashPath Path, SourceFile Source, ProjectFile Item);
