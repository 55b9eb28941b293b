namespace FlashFs.Pipeline.Manifest;

/// <summary>A number of bytes and where it came from.</summary>
/// <param name="Value">The number of bytes.</param>
/// <param name="Origin">Where it came from: a property, an sdkconfig, <c>default</c>.</param>
public sealed record ManifestSize(long Value, string Origin);
