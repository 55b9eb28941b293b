using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>A place that options come from: an item's metadata, a profile, an sdkconfig, the command line.</summary>
/// <param name="Origin">What the manifest says of a value that comes from here, for instance <c>profile esp-idf</c>.</param>
/// <param name="Values">Option names (camel or Pascal case) and their values as text.</param>
/// <param name="Location">Where messages about these values point.</param>
public sealed record OptionLayer(
    string Origin,
    IReadOnlyDictionary<string, string> Values,
    DiagnosticLocation? Location = null)
{
    /// <summary>
    /// Where single values come from, by the names used in <see cref="Values"/>, when that says more than the layer as a
    /// whole: the setting and line of an sdkconfig. Names that are not here come from <see cref="Origin"/>.
    /// </summary>
    public IReadOnlyDictionary<string, OptionSource> Sources { get; init; } = new Dictionary<string, OptionSource>();

    /// <summary>
    /// What can stand beside options where these values are from, such as the <c>Partition</c> of an item: a name that is no option may
    /// have been meant for one of them.
    /// </summary>
    public IReadOnlyCollection<string> OtherNames { get; init; } = [];

    /// <summary>Where a value comes from: its own source, or the layer's.</summary>
    /// <param name="name">A name in <see cref="Values"/>.</param>
    public OptionSource SourceOf(string name) =>
        Sources.TryGetValue(name, out OptionSource? source) ? source : new OptionSource(Origin, Location);
}
