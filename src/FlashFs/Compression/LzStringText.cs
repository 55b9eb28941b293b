namespace FlashFs.Compression;

/// <summary>What was unpacked of an lz-string: all of it, or what comes before the problem.</summary>
/// <param name="Text">The text, in a buffer of its own.</param>
/// <param name="Problem">Why there is no more of it; none where the end mark was found.</param>
/// <param name="UnitsTaken">How many units that took: up to the end mark, or to where the problem shows.</param>
internal readonly record struct LzStringText(ReadOnlyMemory<char> Text, LzStringProblem Problem, int UnitsTaken);
