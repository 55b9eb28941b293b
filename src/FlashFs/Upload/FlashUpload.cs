using System.ComponentModel;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;
using FlashFs.Transforms;

namespace FlashFs.Upload;

/// <summary>Writes what a build made to a device, by a program that can: esptool, or the project's own command.</summary>
public static class FlashUpload
{
    private const int ShownLines = 10;

    // Python holds back what it prints into a pipe, and an upload without progress looks like one that hangs.
    private static readonly Dictionary<string, string> Variables = new() { ["PYTHONUNBUFFERED"] = "1" };

    /// <summary>Runs the command in the output folder and waits for its end, however long that takes.</summary>
    /// <exception cref="FlashFsException">FLASHFS9020 to 9024: the command cannot be used, is not there or failed, nothing was built, or what is preserved would be erased.</exception>
    /// <exception cref="OperationCanceledException">The build was stopped; the command was killed.</exception>
    public static void Run(UploadRequest request)
    {
        var diagnostics = new DiagnosticBag();
        FlashManifest manifest = ReadManifest(request);
        if (!string.IsNullOrWhiteSpace(request.Baud) && !(FlashNumber.TryParse(request.Baud, out long baud) && baud > 0))
        {
            diagnostics.Add(DiagnosticCodes.InvalidNumber, request.Location, $"FlashUploadBaud is '{request.Baud}'; it takes a number of bits in a second, such as 460800.");
        }

        string[]? words = UploadCommand.Of(request, manifest, diagnostics);
        diagnostics.ThrowIfErrors();
        Run(request, words!);
    }

    private static FlashManifest ReadManifest(UploadRequest request)
    {
        string path = Path.Combine(request.OutputFolder, StageFiles.Manifest);
        try
        {
            return ManifestFile.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            throw new FlashFsException(
                DiagnosticCodes.NothingToUpload.At(
                    request.Location,
                    $"Nothing was built: '{ProjectPath.Display(request.Folder, Path.TrimEndingDirectorySeparator(request.OutputFolder))}' has no {StageFiles.Manifest}. Put files into the folder flash/, or list them as FlashFile items."),
                e);
        }
    }

    private static void Run(UploadRequest request, string[] words)
    {
        string? program = ProgramFinder.Find(words[0], request.Folder, request.SearchPath);
        if (program is null)
        {
            string where = words[0].Contains('/', StringComparison.Ordinal) ? "does not exist" : "is not on the PATH";
            string advice = string.IsNullOrWhiteSpace(request.Command)
                ? "Install it with 'pip install esptool' (version 5 or later), open the environment that has it, or name a command of your own in FlashUploadCommand."
                : "Install it, or correct FlashUploadCommand.";
            throw new FlashFsException(DiagnosticCodes.UploadProgramNotFound.At(request.Location, $"'{words[0]}', which is to write the flash, {where}. {advice}"));
        }

        var command = new ExternalCommand
        {
            Program = program,
            Arguments = words[1..],
            Folder = request.OutputFolder,
            KeepsOutput = false,
            Listener = request.Listener,
            Variables = Variables,
            TimeLimit = Timeout.InfiniteTimeSpan,
        };
        CommandOutcome outcome;
        try
        {
            outcome = command.Run(request.Cancellation);
        }
        catch (Win32Exception e)
        {
            throw new FlashFsException(DiagnosticCodes.UploadFailed.At(request.Location, $"'{words[0]}' cannot be started: {e.Message}"), e);
        }

        if (outcome.Status != 0)
        {
            string said = outcome.LastLines.Count == 0 ? "It said nothing." : $"It said:\n{string.Join('\n', outcome.LastLines.TakeLast(ShownLines))}";
            throw new FlashFsException(DiagnosticCodes.UploadFailed.At(
                request.Location,
                $"'{string.Join(' ', words)}' ended with {outcome.Status}, so the device may hold half of the new flash: upload again before it is used. Check that it is connected, that no other program has its port open, and FlashUploadPort. {said}"));
        }
    }
}
