using FlashFs.Formats;

namespace FlashFs.Pipeline.Manifest;

/// <summary>An image.</summary>
public sealed record ManifestImage
{
    /// <summary>The file name.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the format.</summary>
    public required string Format { get; init; }

    /// <summary>The size of the image in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The SHA-256 of the image.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The label of its partition; null where it stands alone.</summary>
    public string? Partition { get; init; }

    /// <summary>Where it goes, in bytes from the start of the flash; null where it stands alone.</summary>
    public long? Offset { get; init; }

    /// <summary>Every option of the format with its value and where that came from.</summary>
    public required IReadOnlyDictionary<string, ManifestValue> Options { get; init; }

    /// <summary>Where its bytes go.</summary>
    public required ImageFigures Figures { get; init; }

    /// <summary>Which engine compiled its modules; null where none did.</summary>
    public ImageBytecode? Bytecode { get; init; }

    /// <summary>Every option of a format with its value and where that came from, as <see cref="Options"/> has them.</summary>
    public static IReadOnlyDictionary<string, ManifestValue> OptionsOf(OptionValues options) =>
        options.Texts.ToDictionary(value => value.Option.Name, value => new ManifestValue(value.Text, value.Origin));
}
