using FlashFs.Diagnostics;

namespace FlashFs.Formats.Sffs;

/// <summary>The file system refused what was asked, as the library on the device would: FLASHFS7001.</summary>
public sealed class SffsException : FlashFsException
{
    private static readonly Spelling[] Spellings =
    [
        new("FILE_OPEN", "Cannot perform operation with file(s) open.", "ERR_OPEN_FILE"),
        new("FILE_CLOSED", "Can not perform operation with closed file.", null),
        new("FILE_NOT_FOUND", "The requested file does not exist.", "ERR_FILE_NOT_FOUND"),
        new("FILE_EXISTS", "Cannot (w)rite to an existing file.", "ERR_FILE_EXISTS"),
        new("FILE_WRITE_R", "Cannot write to file with mode 'r'.", "ERR_WRITE_R_FILE", "Cannot write to file with mode 'r'"),
        new("UNKNOWN_MODE", "Tried opening file with unknown mode.", "ERR_UNKNOWN_MODE"),
        new("VALIDATION", "Error validating SPI Flash write operation.", "ERR_VALIDATION"),
        new("INVALID_SPIFLASH_ADDRESS", "Tried writing to an invalid location.", "ERR_INVALID_SPIFLASH_ADDRESS"),
        new("INVALID_WRITE_DATA", "Can only write blobs and strings to files.", "ERR_INVALID_WRITE_DATA"),
        new("NO_FREE_SPACE", "File system out of space.", "ERR_NO_FREE_SPACE"),
        new("INVALID_FILENAME", "Invalid filename.", null),
        new("INVALID_PARAMETERS", "Invalid parameters.", null),
        new("ERASE_OPEN_FILE", "Can't call eraseFiles() with open files", null, "Can't call eraseAll() with open files"),
    ];

    /// <summary>Makes one.</summary>
    /// <param name="error">The error.</param>
    /// <param name="detail">What was asked and why it cannot be, with numbers; a sentence.</param>
    public SffsException(SffsError error, string detail)
        : base(DiagnosticCodes.OperationRefused.At(null, Text(Spellings[(int)error], detail))) => Error = error;

    /// <summary>The error.</summary>
    public SffsError Error { get; }

    /// <summary>Its name in version 3.0.1, a member of <c>SPIFLASHFILESYSTEM_ERROR</c>: <c>FILE_OPEN</c>.</summary>
    public string LibraryName => Spellings[(int)Error].Name;

    /// <summary>What version 3.0.1 throws: a text.</summary>
    public string LibraryMessage => Spellings[(int)Error].Message;

    /// <summary>Its name in version 1.0.0, <c>ERR_OPEN_FILE</c>; null where that version has none.</summary>
    public string? OldLibraryName => Spellings[(int)Error].OldName;

    /// <summary>What version 1.0.0 throws, or for <see cref="SffsError.EraseOpenFile"/> logs; null where it does neither.</summary>
    public string? OldLibraryMessage =>
        Spellings[(int)Error].OldMessage ?? (OldLibraryName is null ? null : LibraryMessage);

    private static string Text(Spelling spelling, string detail)
    {
        string old = spelling.OldName is null ? "" : $" ({spelling.OldName})";
        return $"{SffsLayout.DisplayName} {spelling.Name}{old}: {spelling.Message} {detail}";
    }

    private sealed record Spelling(string Name, string Message, string? OldName, string? OldMessage = null);
}
