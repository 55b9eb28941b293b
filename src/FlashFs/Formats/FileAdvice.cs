namespace FlashFs.Formats;

/// <summary>
/// What helps where a file does not go into an image, for both who may have asked: a build, which has items and metadata, and the tool,
/// which has a folder or a list.
/// </summary>
internal static class FileAdvice
{
    /// <summary>Begins a sentence.</summary>
    public const string LeaveOut = "Leave the file out of this image (ExcludeFiles, or a --list without it)";

    /// <summary>Goes on with one.</summary>
    public const string ShorterPath = "give it a shorter path (FlashPath, or source:path in a --list)";
}
