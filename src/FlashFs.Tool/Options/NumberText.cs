using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tool.Options;

/// <summary>Numbers of the command line: the same forms as everywhere else.</summary>
internal static class NumberText
{
    /// <summary>Reads the number given to an option; null where none was given.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">What was given.</param>
    /// <param name="diagnostics">Takes FLASHFS1016 for what is no number.</param>
    public static long? Parse(string option, string? text, DiagnosticBag diagnostics)
    {
        if (text is null)
        {
            return null;
        }

        if (FlashNumber.TryParse(text, out long value))
        {
            return value;
        }

        diagnostics.Add(DiagnosticCodes.InvalidNumber, null, $"'{text}' given to {option} is no number; write {FlashNumber.Forms}.");
        return null;
    }
}
