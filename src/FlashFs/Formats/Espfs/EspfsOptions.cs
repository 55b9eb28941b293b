using FlashFs.Compression;

namespace FlashFs.Formats.Espfs;

/// <summary>What can be set for an ESPFS image. Only writing depends on it: an image tells its reader everything.</summary>
public sealed record EspfsOptions
{
    internal static readonly FlashOption<EspfsCompression> CompressionOption = FlashOption.Choice(
        "compression",
        EspfsCompression.None,
        "How files are packed that do not choose for themselves; packed files cannot be used in place.");

    internal static readonly FlashOption<long> LevelOption = FlashOption.Integer(
        "level",
        8,
        1,
        9,
        "",
        "Heatshrink's window and lookahead, in steps of two: 1-2 is (5,3), 3-4 (6,3), 5-6 (8,4), 7-8 (11,4), 9 (13,4) bits; the device needs that window as RAM for each open file.");

    internal static readonly FlashOption<IReadOnlyList<string>> GzipExtensionsOption = FlashOption.List(
        "gzipExtensions",
        "Extensions, without dot and case-sensitive, of files that are stored as a gzip member for a web server to pass on.");

    /// <summary>How files are packed that do not choose for themselves.</summary>
    public EspfsCompression Compression { get; init; } = CompressionOption.Default;

    /// <summary>The level of heatshrink, 1 to 9.</summary>
    public int Level { get; init; } = (int)LevelOption.Default;

    /// <summary>Extensions, without dot and case-sensitive, of files that are stored as a gzip member.</summary>
    public IReadOnlyList<string> GzipExtensions { get; init; } = GzipExtensionsOption.Default;

    /// <summary>The window and lookahead that <see cref="Level"/> stands for.</summary>
    public HeatshrinkParameters HeatshrinkParameters => EspfsLayout.ParametersOfLevel(Level);

    /// <summary>The options of resolved values.</summary>
    public static EspfsOptions From(OptionValues values) => new()
    {
        Compression = values.Get(CompressionOption),
        Level = (int)values.Get(LevelOption),
        GzipExtensions = values.Get(GzipExtensionsOption),
    };

    /// <summary>The values of these options.</summary>
    public OptionValues ToValues() => OptionValues.Defaults(EspfsFormat.Instance)
        .With(CompressionOption, Compression)
        .With(LevelOption, (long)Level)
        .With(GzipExtensionsOption, GzipExtensions);
}
