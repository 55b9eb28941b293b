namespace FlashFs.Formats;

/// <summary>An option with its value in canonical text and where that came from.</summary>
/// <param name="Option">The option.</param>
/// <param name="Text">The value in canonical text.</param>
/// <param name="Origin">Where it came from; <c>default</c> where nothing set it.</param>
public sealed record OptionValue(FlashOption Option, string Text, string Origin);
