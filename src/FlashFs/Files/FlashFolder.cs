namespace FlashFs.Files;

/// <summary>A folder that an option names: what the user wrote, and the files in it once somebody has looked.</summary>
/// <param name="Text">The folder as the user named it; empty for none.</param>
/// <param name="Files">The files in it by their paths below it; null where nobody has looked.</param>
public sealed record FlashFolder(string Text, FlashFileSet? Files = null)
{
    /// <summary>No folder.</summary>
    public static FlashFolder None { get; } = new("");

    /// <summary>Whether no folder is named and no files are given.</summary>
    public bool IsNone => Text.Length == 0 && Files is null;
}
