namespace FlashFs.Files;

/// <summary>How the contents of one file are packed, where a format leaves a choice.</summary>
public enum FileCompression
{
    /// <summary>As they are: such a file can be mapped and used in place.</summary>
    None,

    /// <summary>As a heatshrink stream, which the device unpacks.</summary>
    Heatshrink,

    /// <summary>As a gzip member under the same name, which the device passes on.</summary>
    Gzip,
}
