namespace FlashFs.Pipeline.Manifest;

/// <summary>A value and where it came from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin">Where it came from: an item, a property, a profile, an sdkconfig, <c>default</c>.</param>
public sealed record ManifestValue(string Value, string Origin);
