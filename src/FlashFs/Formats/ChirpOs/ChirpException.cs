using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>The file system refused an operation (FLASHFS7001).</summary>
public sealed class ChirpException : FlashFsException
{
    /// <summary>Makes one.</summary>
    /// <param name="status">The code.</param>
    /// <param name="message">What was refused, and why.</param>
    public ChirpException(ChirpStatusCode status, string message)
        : base(DiagnosticCodes.OperationRefused.At(null, $"{NameOf(status)}: {message}")) => Status = status;

    /// <summary>The code.</summary>
    public ChirpStatusCode Status { get; }

    /// <summary>The name of the code in the original, for instance <c>FILE_NOT_FOUND</c>.</summary>
    public string StatusName => NameOf(Status);

    /// <summary>The name of a code in the original.</summary>
    public static string NameOf(ChirpStatusCode status)
    {
        var name = new StringBuilder();
        foreach (char letter in status.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToUpperInvariant(letter));
        }

        return name.ToString();
    }
}
