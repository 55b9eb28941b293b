using FlashFs.Files;
using FlashFs.Pipeline;

namespace FlashFs.Scripting;

/// <summary>What a module graph is made of.</summary>
public sealed record ModuleGraphRequest
{
    /// <summary>The files of the image; those that are no modules are only what an import may lead to.</summary>
    public required IReadOnlyList<FlashFile> Files { get; init; }

    /// <summary>How the target finds modules.</summary>
    public required ModuleLoader Loader { get; init; }

    /// <summary>What the target runs by itself; without any, every module is a root.</summary>
    public IReadOnlyList<ModuleEntry> Entries { get; init; } = [];

    /// <summary>What else is kept with all that it reaches: modules that dynamic imports may ask for.</summary>
    public IReadOnlyList<FileGlob> Keep { get; init; } = [];

    /// <summary>Names that the target provides, exactly as scripts ask for them or as the loader makes them of that.</summary>
    public IReadOnlyList<string> Externals { get; init; } = [];

    /// <summary>
    /// Gives the contents that are scanned, for all scripts of one level of the graph at once and in their order, so that
    /// whatever makes them can work on several in parallel. By default the contents of the files as they are.
    /// </summary>
    public Func<IReadOnlyList<FlashFile>, IReadOnlyList<ReadOnlyMemory<byte>>> Read { get; init; } = ReadAsTheyAre;

    private static ReadOnlyMemory<byte>[] ReadAsTheyAre(IReadOnlyList<FlashFile> files) =>
        [.. files.Select(file => file.Contents.ToMemory())];
}
