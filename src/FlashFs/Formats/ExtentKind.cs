namespace FlashFs.Formats;

/// <summary>What a run of bytes in an image is for.</summary>
public enum ExtentKind
{
    /// <summary>Erased, ready for use.</summary>
    Free,

    /// <summary>The format's own: tables, lookup pages, end marks.</summary>
    Metadata,

    /// <summary>Header, name or index of a file.</summary>
    FileHeader,

    /// <summary>Contents of a file, with the padding behind them.</summary>
    FileData,

    /// <summary>Deleted, waiting for the collector.</summary>
    Deleted,

    /// <summary>Cannot be used, or is not understood.</summary>
    Unusable,
}
