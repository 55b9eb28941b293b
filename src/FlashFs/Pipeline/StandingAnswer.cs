namespace FlashFs.Pipeline;

/// <summary>What a stage has to say as long as nobody touches a file that it read or made.</summary>
/// <param name="Files">Those files, as they were read or left.</param>
/// <param name="Result">What it says: that nothing changed.</param>
public sealed record StandingAnswer(IReadOnlyList<SeenFile> Files, StageResult Result)
{
    /// <summary>The files that an answer may hang on: with more, to ask costs what it spares.</summary>
    public const int MaxFiles = 1000;

    /// <summary>The answer, if all that it hangs on can be told from what comes later by length and time.</summary>
    internal static StandingAnswer? Of(IReadOnlyList<SeenFile> files, StageResult result) =>
        files.All(file => file.Ticks != 0) ? new StandingAnswer(files, result) : null;
}
