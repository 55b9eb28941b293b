namespace FlashFs.Build;

/// <summary>The metadata that MSBuild gives every item.</summary>
internal static class WellKnownMetadata
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "FullPath", "RootDir", "Filename", "Extension", "RelativeDir", "Directory", "RecursiveDir", "Identity", "ModifiedTime",
        "CreatedTime", "AccessedTime", "DefiningProjectFullPath", "DefiningProjectDirectory", "DefiningProjectName",
        "DefiningProjectExtension", "OriginalItemSpec", "MSBuildSourceProjectFile", "MSBuildSourceTargetName",
    };

    /// <summary>Whether a name is MSBuild's own.</summary>
    public static bool Contains(string name) => Names.Contains(name);
}
