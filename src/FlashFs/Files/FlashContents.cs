using System.Security.Cryptography;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>The bytes of a file that goes into an image: how many, and how to get them.</summary>
public abstract class FlashContents
{
    /// <summary>The length in bytes, known before anything is read.</summary>
    public abstract long Length { get; }

    /// <summary>The SHA-256 of the bytes where it is already known, 32 bytes; empty where it is not.</summary>
    public virtual ReadOnlyMemory<byte> KnownSha256 => default;

    /// <summary>Where they come from, for messages, where they know it themselves; made when asked for. Null where they do not.</summary>
    internal virtual DiagnosticLocation? Origin => null;

    /// <summary>Puts all bytes into a buffer of exactly <see cref="Length"/> bytes.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: it is no longer what it was.</exception>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length != Length)
        {
            throw new ArgumentException($"The buffer has {destination.Length} bytes, the contents {Length}.", nameof(destination));
        }

        CopyCore(destination);
    }

    /// <summary>A checksum of the bytes where it is already known; null where it is not.</summary>
    internal virtual ulong? KnownChecksum => null;

    /// <summary>Whether the header of a private key is in them, where they were read before; null where they were not.</summary>
    internal virtual bool? HoldsPrivateKey => null;

    /// <summary>Whether bytes are these contents, without reading them again: by what is known of them. Null where nothing is.</summary>
    internal bool? AreKnownToBe(ReadOnlySpan<byte> bytes)
    {
        if (KnownChecksum is { } checksum)
        {
            return bytes.Length == Length && Checksum.Of(bytes) == checksum;
        }

        return KnownSha256.IsEmpty ? null : SHA256.HashData(bytes).AsSpan().SequenceEqual(KnownSha256.Span);
    }

    /// <summary>Gives the bytes without a copy where they are in memory already, for writers that cut them into pieces.</summary>
    public virtual bool TryGetMemory(out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        return false;
    }

    /// <summary>All bytes, in a new array.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: it is no longer what it was.</exception>
    public byte[] ToArray()
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)Length));
        CopyCore(bytes);
        return bytes;
    }

    /// <summary>All bytes: those in memory where they are there already, else in a new array.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: it is no longer what it was.</exception>
    public ReadOnlyMemory<byte> ToMemory() => TryGetMemory(out ReadOnlyMemory<byte> bytes) ? bytes : ToArray();

    /// <summary>Writes all bytes to a stream, holding at most the whole of them in memory.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: it is no longer what it was.</exception>
    public virtual void WriteTo(Stream destination) => destination.Write(ToArray());

    /// <summary>Makes contents of bytes in memory, which are not copied.</summary>
    public static FlashContents FromMemory(ReadOnlyMemory<byte> bytes) => new MemoryContents(bytes, default, null);

    /// <summary>Makes contents of bytes in memory, which are not copied, and whose hash is known.</summary>
    public static FlashContents FromMemory(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> sha256) => new MemoryContents(bytes, sha256, null);

    /// <summary>The same, and whose checksum is known.</summary>
    internal static FlashContents FromMemory(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> sha256, ulong checksum) => new MemoryContents(bytes, sha256, checksum);

    /// <summary>
    /// Makes contents of a file on disk that goes into an image: its length is taken now, its bytes are read when they are asked for, and
    /// a file that has others when all of them are asked for again is an error. <see cref="DiskContents.Open(string, string)"/> remembers none.
    /// </summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="displayPath">The file as messages should name it; the path itself when null.</param>
    /// <exception cref="FlashFsException">FLASHFS1001: it does not exist; FLASHFS1002: it cannot be read; FLASHFS1008: it is not a regular file.</exception>
    public static FlashContents FromFile(string path, string? displayPath = null) => RememberedContents.Open(path, displayPath ?? path);

    /// <summary>Fills the buffer, which has exactly <see cref="Length"/> bytes.</summary>
    protected abstract void CopyCore(Span<byte> destination);

    private sealed class MemoryContents(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> sha256, ulong? checksum) : FlashContents
    {
        public override ReadOnlyMemory<byte> KnownSha256 => sha256;

        internal override ulong? KnownChecksum => checksum;

        public override long Length => bytes.Length;

        public override void WriteTo(Stream destination) => destination.Write(bytes.Span);

        public override bool TryGetMemory(out ReadOnlyMemory<byte> memory)
        {
            memory = bytes;
            return true;
        }

        protected override void CopyCore(Span<byte> destination) => bytes.Span.CopyTo(destination);
    }
}
