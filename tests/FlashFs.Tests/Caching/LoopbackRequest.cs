namespace FlashFs.Tests.Caching;

/// <summary>A request as a server saw it.</summary>
/// <param name="Line">Method and path.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
internal sealed record LoopbackRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body);
