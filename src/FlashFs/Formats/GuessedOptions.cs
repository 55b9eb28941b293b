namespace FlashFs.Formats;

/// <summary>The options that an image of unknown origin was most likely made with.</summary>
/// <param name="Options">The options, with <see cref="Origin"/> for an origin.</param>
/// <param name="Reason">Why these, in one clause.</param>
public sealed record GuessedOptions(OptionValues Options, string Reason)
{
    /// <summary>What options that were guessed have for an origin.</summary>
    public const string Origin = "guess";

    /// <summary>How well they fit, from 0 to 100; null where a format does not weigh guesses.</summary>
    public int? Score { get; init; }

    /// <summary>What fits nearly as well; null where nothing does.</summary>
    public GuessedOptions? RunnerUp { get; init; }
}
