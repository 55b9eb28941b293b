using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Where an import leads.</summary>
/// <param name="Name">The name that the VM makes of the specifier, and by which it knows the module from then on.</param>
/// <param name="Kind">What it leads to.</param>
public sealed record SimpleFsModule(string Name, SimpleFsModuleKind Kind)
{
    /// <summary>The file that is loaded; null unless <see cref="Kind"/> is <see cref="SimpleFsModuleKind.File"/>.</summary>
    public FlashPath? Path { get; init; }

    /// <summary>Why there is nothing, in one clause; null unless <see cref="Kind"/> is <see cref="SimpleFsModuleKind.Missing"/>.</summary>
    public string? Problem { get; init; }
}
