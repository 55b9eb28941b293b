using System.Globalization;
using System.Text;

namespace FlashFs.Diagnostics;

/// <summary>Characters that do something where text of strangers is shown, in place of being seen.</summary>
public static class ActiveCharacter
{
    /// <summary>Whether a character acts on a terminal, ends a line, or turns the direction of what follows.</summary>
    public static bool Is(char character) => Acts(char.GetUnicodeCategory(character));

    /// <summary>Whether a character acts on a terminal, ends a line, or turns the direction of what follows.</summary>
    public static bool Is(Rune character) => Acts(Rune.GetUnicodeCategory(character));

    // Controls act; format characters include those that turn the direction of all that follows.
    private static bool Acts(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
