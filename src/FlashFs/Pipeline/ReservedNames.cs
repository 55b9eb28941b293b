namespace FlashFs.Pipeline;

/// <summary>The names of files that the build itself makes, which no image and no binary may have.</summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        StageFiles.State, StageFiles.Layout, StageFiles.Contents, StageFiles.Table, StageFiles.AssemblyState, StageFiles.Manifest, StageFiles.Arguments,
        StageFiles.ArgumentsJson, StageFiles.Merged, StageFiles.Map,
        StageFiles.Report, StageFiles.ConstantsHeader, StageFiles.ConstantsSource,
        StageFiles.Kit, StageFiles.TableCsv, StageFiles.WebManifest, StageFiles.Guide, StageFiles.Checksums,
    };

    /// <summary>Whether a name is taken; the pieces of a merged image have the address in theirs.</summary>
    public static bool Contains(string name) =>
        Names.Contains(name)
        || (name.StartsWith("flash.0x", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase));
}
