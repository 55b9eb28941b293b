namespace FlashFs.Formats;

/// <summary>The options that an image of unknown origin was most likely made with.</summary>
/// <param name="Options">The options, with <see cref="Origin"/> for an origin.</param>
/// <param name="Reason">Why these, in one clause.</param>
public sealed record GuessedOptions(OptionValues Options, string Reason)
{
    /// <summary>What options that were guessed have for an origin.</summary>
    public const string Origin = "guess";
}
