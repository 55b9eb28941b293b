namespace FlashFs.Formats.Espfs;

/// <summary>How an ESPFS image packs the files that do not choose for themselves.</summary>
public enum EspfsCompression
{
    /// <summary>Not at all: files can be used in place.</summary>
    None,

    /// <summary>With heatshrink, which the device unpacks while it reads.</summary>
    Heatshrink,
}
