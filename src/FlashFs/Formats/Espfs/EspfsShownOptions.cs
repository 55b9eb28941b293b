using FlashFs.Compression;

namespace FlashFs.Formats.Espfs;

/// <summary>The options that an image was made with, as far as its files show them.</summary>
internal static class EspfsShownOptions
{
    /// <summary>Replaces the options that files show; without files nothing is shown.</summary>
    public static OptionValues Of(OptionValues options, IReadOnlyList<VolumeEntry> entries, IReadOnlyList<EspfsContents> contents)
    {
        if (entries.Count == 0)
        {
            return options;
        }

        string[] extensions =
        [
            .. entries.Where(entry => contents[entry.Index].IsGzip && entry.Path is not null)
                .Select(entry => Path.GetExtension(entry.Name).TrimStart('.'))
                .Where(extension => extension.Length > 0)
                .Distinct().Order(StringComparer.Ordinal),
        ];
        HeatshrinkParameters? parameters = contents.Select(place => place.Heatshrink).FirstOrDefault(found => found is not null);
        OptionValues shown = options
            .With(EspfsOptions.CompressionOption, parameters is null ? EspfsCompression.None : EspfsCompression.Heatshrink, FlashVolume.ShownOrigin)
            .With(EspfsOptions.GzipExtensionsOption, extensions, FlashVolume.ShownOrigin);

        // Two levels share their parameters; the higher one is the default's kind.
        int level = parameters is { } known
            ? Enumerable.Range(1, 9).LastOrDefault(level => EspfsLayout.ParametersOfLevel(level).Equals(known))
            : 0;
        return level == 0 ? shown : shown.With(EspfsOptions.LevelOption, (long)level, FlashVolume.ShownOrigin);
    }
}
