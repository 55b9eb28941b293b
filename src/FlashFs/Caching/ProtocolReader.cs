namespace FlashFs.Caching;

/// <summary>Reads the fields of a protocol buffer message that may be anything. Never throws, never reads outside.</summary>
internal ref struct ProtocolReader(ReadOnlySpan<byte> message)
{
    /// <summary>The bits of the type in a field's tag.</summary>
    public const int TypeBits = 3;

    /// <summary>The bits that each byte of a varint carries.</summary>
    public const int VarintBits = 7;

    /// <summary>The type of numbers.</summary>
    public const int Varint = 0;

    /// <summary>The type of text, bytes and messages.</summary>
    public const int LengthDelimited = 2;

    private const int Fixed64 = 1;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Whether everything was read without meeting anything that is no field; known when <see cref="TryRead"/> gave false.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Reads the next field.</summary>
    /// <param name="field">The number of the field.</param>
    /// <param name="number">The value of a number; 0 for other types.</param>
    /// <param name="bytes">The value of text, bytes or a message; empty for other types.</param>
    public bool TryRead(out int field, out long number, out ReadOnlySpan<byte> bytes)
    {
        field = 0;
        number = 0;
        bytes = default;
        if (_rest.IsEmpty || !IsWhole)
        {
            return false;
        }

        if (!TryReadVarint(out ulong tag) || tag >> TypeBits is 0 or > int.MaxValue)
        {
            return IsWhole = false;
        }

        field = (int)(tag >> TypeBits);
        return IsWhole = (tag & ((1 << TypeBits) - 1)) switch
        {
            Varint => TryReadNumber(out number),
            Fixed64 => TryTake(sizeof(ulong), out bytes),
            LengthDelimited => TryReadVarint(out ulong length) && TryTake(length, out bytes),
            Fixed32 => TryTake(sizeof(uint), out bytes),
            _ => false,
        };
    }

    private bool TryReadNumber(out long number)
    {
        bool read = TryReadVarint(out ulong value);
        number = (long)value;
        return read;
    }

    private bool TryReadVarint(out ulong value)
    {
        const int More = 0x80;
        value = 0;
        for (int shift = 0; shift < sizeof(ulong) * 8 && !_rest.IsEmpty; shift += VarintBits)
        {
            byte next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & (More - 1)) << shift;
            if (next < More)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryTake(ulong length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length > (ulong)_rest.Length)
        {
            return false;
        }

        bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }
}
