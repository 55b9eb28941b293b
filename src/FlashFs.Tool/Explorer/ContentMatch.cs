namespace FlashFs.Tool.Explorer;

/// <summary>The first place in a file where a text was found.</summary>
/// <param name="EntryIndex">The file.</param>
/// <param name="Offset">Where, in bytes from the start of its contents.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="Found">It, as the file has it.</param>
/// <param name="After">What follows.</param>
internal sealed record ContentMatch(int EntryIndex, int Offset, string Before, string Found, string After);
