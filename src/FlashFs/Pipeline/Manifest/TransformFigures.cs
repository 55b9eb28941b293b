namespace FlashFs.Pipeline.Manifest;

/// <summary>What a transform did to the files of an image.</summary>
/// <param name="Name">The transform; for bytecode the engine.</param>
/// <param name="FileCount">How many files it met.</param>
/// <param name="KeptAsTheyWere">How many of them it would not have made smaller, so that they stayed.</param>
/// <param name="Before">Their bytes before.</param>
/// <param name="After">Their bytes after.</param>
public sealed record TransformFigures(string Name, int FileCount, int KeptAsTheyWere, long Before, long After);
