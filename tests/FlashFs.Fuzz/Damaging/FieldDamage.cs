namespace FlashFs.Fuzz.Damaging;

/// <summary>The values that a field is given: those at which readers of numbers go wrong.</summary>
internal static class FieldDamage
{
    /// <summary>How many values there are for each field.</summary>
    public const int Count = 20;

    /// <summary>A value.</summary>
    /// <param name="index">Which one, from 0 to one less than <see cref="Count"/>.</param>
    /// <param name="field">The field.</param>
    /// <param name="image">The image, with the value that the field has.</param>
    public static ulong Value(int index, ImageField field, ReadOnlySpan<byte> image)
    {
        ulong now = field.Read(image);
        ulong sign = 1UL << ((8 * Math.Min(field.Width, 8)) - 1);
        ulong length = (ulong)image.Length;
        return index switch
        {
            0 => 0,
            1 => 1,
            2 => ulong.MaxValue, // all bits; -1
            3 => ulong.MaxValue - 1,
            4 => sign, // the most negative
            5 => sign - 1, // the largest that is not negative
            6 => now + 1,
            7 => now - 1,
            8 => now ^ sign,
            9 => 0 - now,
            10 => length,
            11 => length - 1,
            12 => length + 1,
            13 => length - (ulong)field.Offset, // what is left behind the field's own beginning
            14 => (ulong)field.Offset, // itself: a loop
            15 => 0 - (ulong)field.Offset, // wraps around to the start of the image
            16 => now * 2,
            17 => now / 2,
            18 => now + 4,
            _ => ~now,
        };
    }
}
