using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>A ready-made part: a <c>FlashBinary</c> as the project gives it, or a part of an ESP-IDF build.</summary>
/// <param name="SourcePath">The file on disk, rooted.</param>
public sealed record ProjectBinary(string SourcePath)
{
    /// <summary>The label of its partition, or <c>bootloader</c>.</summary>
    public string? Partition { get; init; }

    /// <summary>Its offset as text, where it has no partition.</summary>
    public string? Offset { get; init; }

    /// <summary>Whether it comes from an ESP-IDF build: then what the project says itself of its place goes before it.</summary>
    public bool IsFromIdfBuild { get; init; }

    /// <summary>Whether a device with flash encryption expects it written encrypted, as the ESP-IDF build says.</summary>
    public bool Encrypted { get; init; }

    /// <summary>What messages call it, before its path.</summary>
    internal string Noun => IsFromIdfBuild ? "FlashIdfBuild part" : "FlashBinary";

    /// <summary>Where messages about the item point.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The parts of an ESP-IDF build but its partition table, which the first stage takes.</summary>
    public static IEnumerable<ProjectBinary> Of(IdfBuild build) => build.Parts.Select(part => new ProjectBinary(part.Path)
    {
        Offset = $"0x{part.Offset:x}",
        IsFromIdfBuild = true,
        Encrypted = part.Encrypted,
        Location = part.Location,
    });
}
