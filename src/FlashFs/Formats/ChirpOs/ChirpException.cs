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

    /// <summary>What the original says of a code, for instance <c>File not found</c>; nothing of those that it has no words for.</summary>
    public static string MessageOf(ChirpStatusCode status) => status switch
    {
        ChirpStatusCode.Success => "OK",
        ChirpStatusCode.PermissionDenied => "Permission denied",
        ChirpStatusCode.FileNotFound => "File not found",
        ChirpStatusCode.InvalidPath => "Invalid path",
        ChirpStatusCode.StreamNotInReadMode => "File stream is not in read mode",
        ChirpStatusCode.StreamNotInWriteMode => "File stream is not in write mode",
        ChirpStatusCode.StreamIsClosed => "Stream is closed",
        ChirpStatusCode.FileIsReadLocked => "File is currently read locked by another process",
        ChirpStatusCode.FileIsWriteLocked => "File is currently write locked by another process",
        ChirpStatusCode.NodeIsNotDirectory => "Node is not a directory",
        ChirpStatusCode.FileLockNotFound => "File lock not found",
        _ => "",
    };

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
