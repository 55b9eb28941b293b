namespace FlashFs.Fuzz.Damaging;

/// <summary>An image that is being damaged: it can grow and shrink up to a limit, without a new array for each.</summary>
/// <param name="capacity">The most bytes that it can have.</param>
internal sealed class ImageBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];

    /// <summary>How many bytes it has.</summary>
    public int Length { get; private set; }

    /// <summary>The most bytes that it can have.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The image.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>The image.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Puts other bytes in place of all, as many as there is room for.</summary>
    public void Set(ReadOnlySpan<byte> image)
    {
        Length = Math.Min(image.Length, Capacity);
        image[..Length].CopyTo(_bytes);
    }

    /// <summary>Cuts the image, or adds bytes of one value up to its capacity.</summary>
    public void Resize(int length, byte fill = 0xFF)
    {
        length = Math.Clamp(length, 0, Capacity);
        if (length > Length)
        {
            _bytes.AsSpan(Length, length - Length).Fill(fill);
        }

        Length = length;
    }

    /// <summary>Puts bytes in place of others, of which there may be more or fewer; what no longer fits is cut off.</summary>
    public void Replace(int start, int length, ReadOnlySpan<byte> bytes)
    {
        start = Math.Clamp(start, 0, Length);
        length = Math.Clamp(length, 0, Length - start);
        int count = Math.Min(bytes.Length, Capacity - start);
        byte[] inserted = bytes[..count].ToArray(); // it may be a part of this very image
        int rest = Math.Min(Length - start - length, Capacity - start - count);
        _bytes.AsSpan(start + length, rest).CopyTo(_bytes.AsSpan(start + count));
        inserted.CopyTo(_bytes, start);
        Length = start + count + rest;
    }
}
