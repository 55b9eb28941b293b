using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Pipeline;

/// <summary>An image with everything that it depends on worked out.</summary>
internal sealed record ResolvedImage
{
    /// <summary>The file name.</summary>
    public required string Name { get; init; }

    /// <summary>The format.</summary>
    public required FlashFormat Format { get; init; }

    /// <summary>The options, each with its origin.</summary>
    public required OptionValues Options { get; init; }

    /// <summary>The files as they go in, hashed.</summary>
    public required FlashFileSet Files { get; init; }

    /// <summary>What the contents of the files went through.</summary>
    public required StagedFiles Contents { get; init; }

    /// <summary>The size of the image or its limit in bytes; null where nothing gives one.</summary>
    public required long? Size { get; init; }

    /// <summary>The partition; null where the image stands alone.</summary>
    public required Partition? Partition { get; init; }

    /// <summary>Where messages about the image point.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>What the image depends on, as the state keeps it; output and figures are still to come.</summary>
    public required ImageRecord Record { get; init; }

    /// <summary>Whether a device may write to it.</summary>
    public bool IsWritable => Partition is not { ReadOnly: true };

    /// <summary>What a format reports of an image as a whole has no place of its own and does not know the image's name: here it gets both.</summary>
    public Diagnostic Named(Diagnostic diagnostic) => diagnostic.Location is not null
        ? diagnostic
        : diagnostic with
        {
            Location = Location,
            Message = $"{Name}{(Partition is { } partition ? $" (partition '{partition.Label}', {partition.Size} bytes)" : "")}: {diagnostic.Message}",
        };

    /// <summary>Whether the bytes hang on the .NET runtime: deflate comes with it.</summary>
    public bool HangsOnRuntime => Format.HangsOnRuntime(Options, Files) || Contents.HangsOnRuntime;
}
