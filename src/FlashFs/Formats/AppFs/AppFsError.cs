namespace FlashFs.Formats.AppFs;

/// <summary>The ESP-IDF errors that AppFS returns, with ESP-IDF's numbers.</summary>
/// <remarks>Source: espressif/esp-idf <c>esp_err.h</c>.</remarks>
public enum AppFsError
{
    /// <summary><c>ESP_FAIL</c>: the file to be renamed does not exist.</summary>
    Fail = -1,

    /// <summary><c>ESP_ERR_NO_MEM</c>: there are not enough free pages.</summary>
    NoMemory = 0x101,

    /// <summary><c>ESP_ERR_INVALID_ARG</c>: a name that cannot be stored, or an erase that does not begin at a sector.</summary>
    InvalidArgument = 0x102,

    /// <summary><c>ESP_ERR_INVALID_SIZE</c>: past the end of the file, or an erase that is not made of sectors.</summary>
    InvalidSize = 0x104,

    /// <summary><c>ESP_ERR_NOT_FOUND</c>: no such file.</summary>
    NotFound = 0x105,
}
