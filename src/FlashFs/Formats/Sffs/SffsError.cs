namespace FlashFs.Formats.Sffs;

/// <summary>What the library refuses, one for one. <see cref="SffsException"/> has the names and texts of both spellings.</summary>
/// <remarks>Source: <c>SPIFLASHFILESYSTEM_ERROR</c> in electricimp/SPIFlashFileSystem v3.0.1, the <c>ERR_</c> fields in v1.0.0.</remarks>
public enum SffsError
{
    /// <summary><c>FILE_OPEN</c>, <c>ERR_OPEN_FILE</c>: it cannot be done while the file, or any file, is open.</summary>
    FileOpen,

    /// <summary><c>FILE_CLOSED</c>: the file was closed.</summary>
    FileClosed,

    /// <summary><c>FILE_NOT_FOUND</c>, <c>ERR_FILE_NOT_FOUND</c>: there is no such file.</summary>
    FileNotFound,

    /// <summary><c>FILE_EXISTS</c>, <c>ERR_FILE_EXISTS</c>: a file that is to be written exists.</summary>
    FileExists,

    /// <summary><c>FILE_WRITE_R</c>, <c>ERR_WRITE_R_FILE</c>: a file that was opened for reading is written.</summary>
    FileWriteR,

    /// <summary><c>UNKNOWN_MODE</c>, <c>ERR_UNKNOWN_MODE</c>: the mode is neither <c>r</c> nor <c>w</c>.</summary>
    UnknownMode,

    /// <summary><c>VALIDATION</c>, <c>ERR_VALIDATION</c>: what was programmed does not read back, because the flash was not erased there.</summary>
    Validation,

    /// <summary><c>INVALID_SPIFLASH_ADDRESS</c>, <c>ERR_INVALID_SPIFLASH_ADDRESS</c>: start or end are not on the flash, or not on sectors.</summary>
    InvalidSpiFlashAddress,

    /// <summary><c>INVALID_WRITE_DATA</c>, <c>ERR_INVALID_WRITE_DATA</c>: what is to be written is not bytes.</summary>
    InvalidWriteData,

    /// <summary><c>NO_FREE_SPACE</c>, <c>ERR_NO_FREE_SPACE</c>: no page is free, and none can be collected.</summary>
    NoFreeSpace,

    /// <summary><c>INVALID_FILENAME</c>: the name is empty or too long.</summary>
    InvalidFileName,

    /// <summary><c>INVALID_PARAMETERS</c>: a position outside the file.</summary>
    InvalidParameters,

    /// <summary><c>ERASE_OPEN_FILE</c>: all files are to be erased while one is open. Version 1.0.0 logs that and does nothing.</summary>
    EraseOpenFile,
}
