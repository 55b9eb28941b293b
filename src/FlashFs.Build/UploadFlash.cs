using FlashFs.Upload;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>Writes the flash that the build made to a device.</summary>
[MSBuildMultiThreadableTask]
public sealed class UploadFlash : FlashFsTask
{
    /// <summary>Where the outputs are; the command runs here.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The command; empty for esptool.</summary>
    public string? Command { get; set; }

    /// <summary>The serial port.</summary>
    public string? Port { get; set; }

    /// <summary>The baud rate.</summary>
    public string? Baud { get; set; }

    /// <summary>Where programs are looked for: PATH, handed over so that the task reads no environment of its own.</summary>
    public string? SearchPath { get; set; }

    /// <inheritdoc/>
    protected override void Run() => FlashUpload.Run(new UploadRequest
    {
        Folder = ProjectDirectory,
        OutputFolder = Root(OutputFolder),
        Location = ProjectLocation,
        Command = Command,
        Port = Port,
        Baud = Baud,
        SearchPath = SearchPath,
        Listener = line => Log.LogMessage(MessageImportance.High, "{0}", line),
        Cancellation = Cancellation,
    });
}
