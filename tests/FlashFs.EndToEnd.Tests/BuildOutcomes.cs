using FlashFs.MSBuild;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Holds builds of this process to the same words as those of commands.</summary>
internal static class BuildOutcomes
{
    /// <summary>The build as if a command had done it.</summary>
    public static CommandResult Result(this BuildOutcome outcome) => new("The build in this process", outcome.IsSuccess ? 0 : 1, outcome.Output);

    /// <summary>Fails the test with the whole output unless the build succeeded.</summary>
    public static BuildOutcome Succeeded(this BuildOutcome outcome)
    {
        outcome.Result().Succeeded();
        return outcome;
    }
}
