using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>A place that options come from: an item's metadata, a profile, an sdkconfig, the command line.</summary>
/// <param name="Origin">What the manifest says of a value that comes from here, for instance <c>profile esp-idf</c>.</param>
/// <param name="Values">Option names (camel or Pascal case) and their values as text.</param>
/// <param name="Location">Where messages about these values point.</param>
public sealed record OptionLayer(
    string Origin,
    IReadOnlyDictionary<string, string> Values,
    DiagnosticLocation? Location = null);
