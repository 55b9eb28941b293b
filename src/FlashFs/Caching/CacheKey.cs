using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlashFs.Caching;

/// <summary>
/// A key over everything that influences a result: named parts in a fixed order, each with its length in front, so that
/// no two different inputs run together into one. No path of this machine and no time belongs in it.
/// </summary>
public sealed class CacheKey : IDisposable
{
    // A key has hundreds of thousands of small parts, and each call of the hash leaves managed code.
    private readonly byte[] _pending = new byte[1 << 14];
    private int _pendingLength;

    // Of a key that fits there, nothing is hashed until the end, and at once.
    private IncrementalHash? _hash;

    /// <summary>Adds a part that is text.</summary>
    public CacheKey Add(string name, string? value) => Add(name, (value ?? "\0").AsSpan());

    /// <summary>Adds a part that is text.</summary>
    public CacheKey Add(string name, ReadOnlySpan<char> value)
    {
        AppendText(name);
        AppendText(value);
        return this;
    }

    /// <summary>Adds a part that is a number.</summary>
    public CacheKey Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a part that is bytes, for instance the hash of contents.</summary>
    public CacheKey Add(string name, ReadOnlySpan<byte> value)
    {
        AppendText(name);
        AppendBytes(value);
        return this;
    }

    /// <summary>The key: 64 lower-case hexadecimal digits. Nothing can be added afterwards.</summary>
    public string ToHex()
    {
        if (_hash is null)
        {
            return Convert.ToHexStringLower(SHA256.HashData(_pending.AsSpan(0, _pendingLength)));
        }

        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash?.Dispose();

    private void AppendText(ReadOnlySpan<char> text)
    {
        int longest = sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (longest > _pending.Length)
        {
            byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, bytes);
            AppendBytes(bytes);
            return;
        }

        if (_pending.Length - _pendingLength < longest)
        {
            Flush();
        }

        Span<byte> rest = _pending.AsSpan(_pendingLength);
        int length = Encoding.UTF8.GetBytes(text, rest[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(rest, length);
        _pendingLength += sizeof(int) + length;
    }

    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        if (_pending.Length - _pendingLength < sizeof(int) + bytes.Length)
        {
            Flush();
        }

        BinaryPrimitives.WriteInt32LittleEndian(_pending.AsSpan(_pendingLength), bytes.Length);
        _pendingLength += sizeof(int);
        if (_pending.Length - _pendingLength < bytes.Length)
        {
            Flush().AppendData(bytes);
            return;
        }

        bytes.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength += bytes.Length;
    }

    private IncrementalHash Flush()
    {
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(_pending.AsSpan(0, _pendingLength));
        _pendingLength = 0;
        return _hash;
    }
}
