namespace FlashFs.Diagnostics;

/// <summary>What this library throws for bad input. It carries every diagnostic that led to it, errors first.</summary>
public class FlashFsException : Exception
{
    /// <summary>Makes one from a single diagnostic.</summary>
    public FlashFsException(Diagnostic diagnostic, Exception? inner = null)
        : base(diagnostic.Message, inner) => Diagnostics = [diagnostic];

    /// <summary>Makes one from all that was found; at least one must be an error.</summary>
    /// <exception cref="ArgumentException">None of them is an error.</exception>
    public FlashFsException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics.Where(IsError).Select(item => item.Message)))
    {
        if (!diagnostics.Any(IsError))
        {
            throw new ArgumentException("An exception needs at least one error.", nameof(diagnostics));
        }

        Diagnostics = [.. diagnostics.Where(IsError), .. diagnostics.Where(item => !IsError(item))];
    }

    /// <summary>What was found, errors first.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The code of the first error.</summary>
    public string Code => Diagnostics[0].Code;

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
