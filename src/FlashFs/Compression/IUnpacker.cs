namespace FlashFs.Compression;

/// <summary>Something that unpacks from front to back.</summary>
public interface IUnpacker
{
    /// <summary>How many bytes were unpacked so far.</summary>
    long Position { get; }

    /// <summary>Unpacks the next bytes.</summary>
    /// <param name="destination">Takes the bytes.</param>
    /// <returns>How many bytes were unpacked: fewer than asked for only when the packed bytes end.</returns>
    int Read(Span<byte> destination);
}
