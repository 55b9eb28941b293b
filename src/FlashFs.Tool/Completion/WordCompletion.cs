namespace FlashFs.Tool.Completion;

/// <summary>What a word of a command line may become.</summary>
/// <param name="Text">The whole word; where it ends in <c>=</c> more of it follows.</param>
/// <param name="Description">What it means, in a few words; empty where that says nothing.</param>
internal sealed record WordCompletion(string Text, string Description);
