using FlashFs.Diagnostics;

namespace FlashFs.Upload;

/// <summary>What is to be written to a device, and by what. Every folder is rooted.</summary>
public sealed record UploadRequest
{
    /// <summary>The folder of the project, which a program given as a path counts from.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the outputs of the build are; the command runs here.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Where messages about properties point.</summary>
    public DiagnosticLocation? Location { get; init; }

    /// <summary>The command; null or empty for esptool.</summary>
    public string? Command { get; init; }

    /// <summary>The serial port; null or empty to leave it to the command.</summary>
    public string? Port { get; init; }

    /// <summary>The baud rate; null or empty to leave it to the command.</summary>
    public string? Baud { get; init; }

    /// <summary>Where programs are looked for: the value of PATH.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Hears what the command says, line by line.</summary>
    public Action<string>? Listener { get; init; }

    /// <summary>Ends the command early.</summary>
    public CancellationToken Cancellation { get; init; }
}
