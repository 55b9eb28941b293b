namespace FlashFs.Formats.Spiffs;

/// <summary>Options that an image may have been made with.</summary>
/// <param name="Options">The options.</param>
/// <param name="Score">How well they fit, from 0 to 100.</param>
/// <param name="WholeFiles">How many files are whole when the image is read with them.</param>
/// <param name="Files">How many files there are when the image is read with them.</param>
/// <param name="Reasons">What speaks for them and against them, each a clause.</param>
public sealed record SpiffsGeometryCandidate(SpiffsOptions Options, int Score, int WholeFiles, int Files, IReadOnlyList<string> Reasons);
