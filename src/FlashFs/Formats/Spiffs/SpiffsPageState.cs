namespace FlashFs.Formats.Spiffs;

/// <summary>What lookup table and page header together say of a page.</summary>
internal enum SpiffsPageState : byte
{
    /// <summary>Erased, ready for use.</summary>
    Free,

    /// <summary>Part of a block's lookup table.</summary>
    Lookup,

    /// <summary>An index page of an object.</summary>
    Index,

    /// <summary>A data page of an object.</summary>
    Data,

    /// <summary>Deleted.</summary>
    Deleted,

    /// <summary>Reserved or written to, and never completed: left behind by a power cut.</summary>
    Unfinished,

    /// <summary>The first index page of an object whose removal was begun and not ended.</summary>
    BeingDeleted,

    /// <summary>Written, though the lookup table says that it is free: the device will write over it.</summary>
    Lost,
}
