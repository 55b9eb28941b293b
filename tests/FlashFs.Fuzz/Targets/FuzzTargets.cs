namespace FlashFs.Fuzz.Targets;

/// <summary>All readers under attack.</summary>
internal static class FuzzTargets
{
    /// <summary>The readers, in the order of the documentation.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new EspfsTarget(),
        new SpiffsTarget(),
        new AppFsTarget(),
        new SimpleFsTarget(),
        new SffsTarget(),
        new ChirpOsTarget(),
        new PartitionTableTarget(),
        new PartitionCsvTarget(),
        new DumpTarget(),
        new HeatshrinkTarget(),
        new GzipTarget(),
    ];

    /// <summary>Finds one by its id; null for none.</summary>
    public static FuzzTarget? Find(string id) => All.FirstOrDefault(target => target.Id == id);
}
