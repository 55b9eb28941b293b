namespace FlashFs.Formats.Spiffs;

/// <summary>What is wrong with a reference from an index page to a data page.</summary>
internal enum SpiffsReferenceProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The index page that should hold the reference is missing.</summary>
    IndexPageMissing,

    /// <summary>The table has no entry.</summary>
    NoReference,

    /// <summary>The entry is beyond the image, or a page of a lookup table.</summary>
    NoObjectPage,

    /// <summary>The page belongs to another object or another place in it.</summary>
    OtherPage,

    /// <summary>The page is deleted or was never completed.</summary>
    DeletedOrUnfinished,

    /// <summary>The page is in order, and the lookup table says that it is not: the device reads it, and will overwrite it.</summary>
    NotInLookup,
}
