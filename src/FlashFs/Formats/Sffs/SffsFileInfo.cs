namespace FlashFs.Formats.Sffs;

/// <summary>A file as the library lists it.</summary>
/// <param name="Id">Its id in every page.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">The length of its contents in bytes; 0 for a file that was opened for writing and never written, which the next mount does not find.</param>
/// <param name="Created">When it was created, in Unix seconds.</param>
public sealed record SffsFileInfo(int Id, string Name, int Size, int Created);
