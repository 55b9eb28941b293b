namespace FlashFs.Compression;

/// <summary>Finds matches in contents that come block by block, each with the window before it.</summary>
internal interface IHeatshrinkMatcher : IDisposable
{
    /// <summary>Encodes a block.</summary>
    /// <param name="data">The window, the block, what matches may run on into, and padding.</param>
    /// <param name="position">Where the block begins. It is where the last one ended: what stands before is what stood there.</param>
    /// <param name="limit">Where the block ends: the last token begins before.</param>
    /// <param name="end">Where the data end: not before the longest match from the limit, unless the contents end.</param>
    /// <param name="writer">Takes the tokens.</param>
    /// <returns>Where the last token ends.</returns>
    int Encode(ReadOnlySpan<byte> data, int position, int limit, int end, ref HeatshrinkBitWriter writer);
}
