namespace FlashFs.Compression;

/// <summary>Why a text is no lz-string, or cannot be unpacked.</summary>
public enum LzStringProblem
{
    /// <summary>It can be unpacked.</summary>
    None,

    /// <summary>It ends before its end mark; an empty text does, too.</summary>
    EndsEarly,

    /// <summary>A code refers to a phrase that does not exist yet.</summary>
    InvalidCode,

    /// <summary>A character is not one of the form's alphabet.</summary>
    InvalidCharacter,

    /// <summary>The unpacked text would be longer than allowed.</summary>
    TooLong,
}
