namespace FlashFs.Tool.Explorer;

/// <summary>What a part of a search found.</summary>
/// <param name="Matches">The files with the text.</param>
/// <param name="Next">The file to go on with; null when all have been looked at.</param>
/// <param name="Skipped">How many files were not looked at, being damaged or too large.</param>
internal sealed record ContentSearchResult(IReadOnlyList<ContentMatch> Matches, int? Next, int Skipped);
