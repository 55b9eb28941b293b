namespace FlashFs.Compression;

/// <summary>What a step of an lz-string says.</summary>
internal enum LzStringCodeKind
{
    /// <summary>There is none: see the reader's problem.</summary>
    None,

    /// <summary>A character that has not been seen before.</summary>
    Character,

    /// <summary>A phrase that has been seen before.</summary>
    Phrase,

    /// <summary>The end of the text.</summary>
    End,
}
