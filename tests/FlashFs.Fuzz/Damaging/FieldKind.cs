namespace FlashFs.Fuzz.Damaging;

/// <summary>What a field is for, as far as damage depends on it.</summary>
internal enum FieldKind
{
    /// <summary>A length, an offset, a count, an index, a link: what a reader follows.</summary>
    Number,

    /// <summary>Bits, or one of a few values.</summary>
    Choice,

    /// <summary>Bytes of a name or other text.</summary>
    Text,

    /// <summary>A magic or checksum: where it is wrong, a reader looks no further.</summary>
    Guard,
}
