namespace FlashFs.Formats.AppFs;

/// <summary>What a copy of the metadata is worth.</summary>
internal enum AppFsCopyState
{
    /// <summary>The header is erased: never written, or the power failed before its header was.</summary>
    Erased,

    /// <summary>The header is something else.</summary>
    NoMagic,

    /// <summary>Something in the copy is not as it was written.</summary>
    BadChecksum,

    /// <summary>The device takes it.</summary>
    Valid,
}
