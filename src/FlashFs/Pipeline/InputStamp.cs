using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>What the build knows of an input file without opening it, and the hash of its contents once it was read.</summary>
/// <param name="Length">The length in bytes.</param>
/// <param name="Ticks">The time of the last write, UTC, in ticks; 0 means unknown.</param>
/// <param name="Mark">Which file it is and when anything about it last changed; 0 where the system does not tell.</param>
/// <param name="Sha256">The hash of the contents, 32 bytes.</param>
/// <param name="HoldsPrivateKey">Whether a private key was seen in it.</param>
internal sealed record InputStamp(long Length, long Ticks, long Mark, ReadOnlyMemory<byte> Sha256, bool HoldsPrivateKey)
{
    /// <summary>Whether a file that was seen with a length, a time and a mark can be taken to have the same contents now.</summary>
    public static bool Matches(long length, long ticks, long mark, FileStatus now) =>
        length == now.Length && ticks == now.LastWriteTimeUtc.Ticks && mark == now.Mark && ticks != 0;
}
