using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FlashFs.Diagnostics;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace FlashFs.Build;

/// <summary>What all tasks share: errors become coded build errors, and bugs stay visible as bugs.</summary>
[SuppressMessage("Design", "CA1001", Justification = "MSBuild disposes of no task, and may cancel one that has ended; without a timer the source holds nothing.")]
public abstract class FlashFsTask : Task, ICancelableTask
{
    private static readonly char[] CodeSeparators = [';', ',', ' ', '\r', '\n', '\t'];

    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The folder of the project; every relative path counts from here.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The project file, which messages about items and properties point at.</summary>
    public string? ProjectFile { get; set; }

    /// <summary>The project's TreatWarningsAsErrors: MSBuild does not apply it to the warnings of tasks.</summary>
    public bool TreatWarningsAsErrors { get; set; }

    /// <summary>Codes that stay warnings even so.</summary>
    public string? WarningsNotAsErrors { get; set; }

    /// <summary>Codes that are silenced; MSBuild does that itself, unless we raise them first.</summary>
    public string? NoWarn { get; set; }

    /// <summary>Where the pages of the codes are, if they are anywhere; the code is appended.</summary>
    public string? DiagnosticsUrl { get; set; }

    /// <summary>Where messages about the project point.</summary>
    protected DiagnosticLocation? ProjectLocation => string.IsNullOrEmpty(ProjectFile) ? null : new DiagnosticLocation(ProjectFile);

    /// <summary>Set when the build is stopped.</summary>
    protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Stops the task: it ends soon, with the former outputs as they were.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Runs the task and turns what the library throws into errors of the build.</summary>
    public sealed override bool Execute()
    {
        try
        {
            Run();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false; // the build says itself that it was stopped
        }
        catch (Exception e)
        {
            if (!TryReport(e))
            {
                throw;
            }
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the work; throws or reports what is wrong.</summary>
    protected abstract void Run();

    /// <summary>Reports diagnostics with code and place.</summary>
    protected void Report(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Report(ToldDiagnostic.Of(diagnostic));
        }
    }

    /// <summary>Reports a diagnostic with code and place.</summary>
    private protected void Report(ToldDiagnostic diagnostic)
    {
        (string code, string message, int line, int column) = (diagnostic.Code, diagnostic.Message, diagnostic.Line, diagnostic.Column);
        string? file = diagnostic.File ?? ProjectFile;
        string? help = string.IsNullOrEmpty(DiagnosticsUrl) ? null : DiagnosticsUrl + code;
        if (diagnostic.IsError || Raises(diagnostic))
        {
            Log.LogError(null, code, null, help, file, line, column, 0, 0, message);
        }
        else if (diagnostic.IsWarning)
        {
            Log.LogWarning(null, code, null, help, file, line, column, 0, 0, message);
        }
        else
        {
            Log.LogMessage(null, code, null, file, line, column, 0, 0, MessageImportance.Normal, message);
        }
    }

    /// <summary>Roots a path in the project's folder.</summary>
    protected string Root(string path) => Path.GetFullPath(path, ProjectDirectory);

    /// <summary>Roots a path, or gives null for none.</summary>
    protected string? RootOrNull(string? path) => string.IsNullOrWhiteSpace(path) ? null : Root(path);

    // Apart, since a method with the library's types in it loads that before it runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReport(Exception exception)
    {
        switch (exception)
        {
            case FlashFsException e:
                Report(e.Diagnostics);
                return true;
            case IOException or UnauthorizedAccessException:
                // Inputs and outputs have codes of their own; this is what lies between them: state, folders, the disk.
                Report([DiagnosticCodes.FileSystemFailed.At(ProjectLocation, $"{exception.Message} Free what holds it and build again; the former outputs are as they were.")]);
                return true;
            default:
                return false;
        }
    }

    private static bool Lists(string? codes, string code) =>
        codes is not null && codes.Split(CodeSeparators, StringSplitOptions.RemoveEmptyEntries).Contains(code, StringComparer.OrdinalIgnoreCase);

    private bool Raises(ToldDiagnostic diagnostic) =>
        TreatWarningsAsErrors && diagnostic.IsWarning
        && !Lists(WarningsNotAsErrors, diagnostic.Code) && !Lists(NoWarn, diagnostic.Code);
}
