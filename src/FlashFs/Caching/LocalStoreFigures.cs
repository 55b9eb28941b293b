namespace FlashFs.Caching;

/// <summary>What a local store holds.</summary>
/// <param name="Keys">How many keys lead to a result.</param>
/// <param name="Blobs">How many different contents there are.</param>
/// <param name="Size">The bytes of all of it.</param>
public sealed record LocalStoreFigures(int Keys, int Blobs, long Size);
