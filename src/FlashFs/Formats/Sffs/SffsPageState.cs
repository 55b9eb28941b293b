namespace FlashFs.Formats.Sffs;

/// <summary>What a page is, by its first bytes.</summary>
internal enum SffsPageState : byte
{
    /// <summary>Erased flash, ready to be written.</summary>
    Free,

    /// <summary>A page of a file.</summary>
    Used,

    /// <summary>Its file was erased; the sector waits for the collector.</summary>
    Erased,

    /// <summary>None of these; the collector takes it too.</summary>
    Bad,
}
