using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>Hands contents to a program of the project and takes what it makes of them.</summary>
public class CommandTransform : ContentTransform
{
    private readonly CommandTemplate _command;
    private readonly CommandSurroundings _surroundings;
    private readonly string _program;
    private readonly IReadOnlyList<string> _identity;

    /// <summary>Makes a transform.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="command">The command.</param>
    /// <param name="program">The program of the command, rooted.</param>
    /// <param name="identity">What tells versions apart: hashes of the program's files, and what the project says.</param>
    /// <param name="surroundings">Where it runs.</param>
    public CommandTransform(
        string name, CommandTemplate command, string program, IReadOnlyList<string> identity, CommandSurroundings surroundings)
    {
        Name = name;
        _command = command;
        _program = program;
        _identity = identity;
        _surroundings = surroundings;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The extension of the result, with its dot; null when the path stays.</summary>
    public string? Extension { get; init; }

    /// <summary>
    /// Whether the command runs where its input is, and is given the path in the image: what it writes of the name of its input,
    /// as compilers do for the traces of errors, is then that path and nothing of this machine.
    /// </summary>
    public bool RunsBesideInput { get; init; }

    /// <inheritdoc/>
    public override FlashPath PathOf(FlashPath path) =>
        Extension is null ? path : FlashPath.Parse(Path.ChangeExtension(path.Value, Extension));

    /// <inheritdoc/>
    public override void AddTo(CacheKey key, FlashPath path)
    {
        key.Add("transform", "Command 1").Add("command", _command.Text).Add("identity", _identity.Count);
        if (_command.GivesOutput)
        {
            key.Add("extension", Extension); // the command is told what its output is called
        }

        if (_command.TakesInput || _command.GivesOutput)
        {
            key.Add("folder", RunsBesideInput ? null : Path.GetRelativePath(_surroundings.Folder, _surroundings.WorkFolder).Replace('\\', '/'));
        }

        foreach (string part in _identity)
        {
            key.Add("part", part);
        }

        key.Add("path", _command.KnowsPath ? path.Value : null);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation)
    {
        using var key = new CacheKey();
        AddTo(key.Add("contents", System.Security.Cryptography.SHA256.HashData(input.Contents.Span)), input.Path);
        using WorkPlace place = WorkPlace.Take(_surroundings.WorkFolder, key.ToHex(), cancellation);
        try
        {
            return Run(input, place, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlashFsException(
                DiagnosticCodes.OutputNotWritable.At(input.Source, $"{Name}: the files for '{input.Path}' in '{_surroundings.WorkFolder}' cannot be written or read: {e.Message} Free the folder."), e);
        }
    }

    /// <summary>What to say of a program that did not end well.</summary>
    /// <param name="input">What it worked on.</param>
    /// <param name="outcome">How it ended.</param>
    protected virtual Diagnostic Failure(TransformInput input, CommandOutcome outcome) => outcome.Status is { } status
        ? DiagnosticCodes.CommandFailed.At(input.Source, $"{Name}: the command ended with status {status} for '{input.Path}'. It ran as: {_command.Text}. Nothing of it was kept.{Quote(outcome)}")
        : DiagnosticCodes.CommandTimedOut.At(input.Source, $"{Name}: the command did not end within {_surroundings.TimeLimit.TotalSeconds:0.#} s for '{input.Path}' and was killed with all that it had started. It ran as: {_command.Text}. If it needs longer, raise FlashCommandTimeLimit.{Quote(outcome)}");

    private ReadOnlyMemory<byte> Run(TransformInput input, WorkPlace place, CancellationToken cancellation)
    {
        string inputFile = Path.Combine(place.InputFolder, Path.Combine(input.Path.Value.Split('/')));
        string outputFile = Path.Combine(place.OutputFolder, Path.GetFileName(PathOf(input.Path).Value));
        if (_command.TakesInput)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(inputFile)!);
            File.WriteAllBytes(inputFile, input.Contents.Span);
        }

        string folder = RunsBesideInput ? place.InputFolder : _surroundings.Folder;
        CommandOutcome outcome = Run(input, folder, inputFile, outputFile, cancellation);
        if (outcome.Status != 0 && !outcome.IsCut)
        {
            throw new FlashFsException(Failure(input, outcome));
        }

        var result = new FileInfo(outputFile);
        string? problem = outcome switch
        {
            { LeftBehind: true } => "ended and left a process behind that went on with its output and was killed, so that the result may not be whole. Have it wait for what it starts",
            { IsCut: true } => $"wrote more than {ExternalCommand.MaxOutput} bytes to its standard output and was killed. Nothing that goes into a flash is larger",
            _ when _command.GivesOutput && !result.Exists => $"ended well and wrote no {CommandTemplate.Output}. Correct it so that it writes the file that {CommandTemplate.Output} stands for",
            _ when _command.GivesOutput && result.Length > ExternalCommand.MaxOutput => $"wrote {result.Length} bytes, and {ExternalCommand.MaxOutput} is the most. Nothing that goes into a flash is larger",
            _ => null,
        };
        if (problem is not null)
        {
            throw new FlashFsException(DiagnosticCodes.CommandLeftNothing.At(
                input.Source, $"{Name}: for '{input.Path}' the command {problem}. It ran as: {_command.Text}.{Quote(outcome)}"));
        }

        return _command.GivesOutput ? File.ReadAllBytes(outputFile) : outcome.Output;
    }

    // A file in front of which nothing stands must not be taken for an option.
    private static string Argument(string folder, string file) =>
        Path.GetRelativePath(folder, file) is var path && path.StartsWith('-') ? Path.Combine(".", path) : path;

    private static string Quote(CommandOutcome outcome) => outcome.LastLines.Count == 0
        ? " It said nothing."
        : $" Its last lines:{Environment.NewLine}{string.Join(Environment.NewLine, outcome.LastLines.Select(line => "  " + line))}";

    private CommandOutcome Run(TransformInput input, string folder, string inputFile, string outputFile, CancellationToken cancellation)
    {
        var command = new ExternalCommand
        {
            Program = _program,
            Arguments = [.. _command.Arguments(Argument(folder, inputFile), Argument(folder, outputFile), input.Path.Value)],
            Folder = folder,
            StandardInput = _command.TakesInput ? default : input.Contents,
            KeepsOutput = !_command.GivesOutput,
            TimeLimit = _surroundings.TimeLimit,
            Sweeper = _surroundings.Sweeper,
        };
        try
        {
            return command.Run(cancellation);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new FlashFsException(
                DiagnosticCodes.CommandFailed.At(input.Source, $"{Name}: '{_program}' cannot be started: {e.Message}. Is it a program for this system, and may it be executed?"), e);
        }
    }
}
