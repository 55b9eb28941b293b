using System.Collections;

namespace FlashFs.Diagnostics;

/// <summary>
/// Collects diagnostics so that all offenders are reported at once, not the first. Safe to add to from several threads;
/// the order of what parallel work adds is made stable by the caller.
/// </summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];
    private readonly Lock _lock = new();

    /// <summary>How many diagnostics there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Whether any of them is an error.</summary>
    public bool HasErrors
    {
        get
        {
            lock (_lock)
            {
                return _items.Exists(item => item.Severity == DiagnosticSeverity.Error);
            }
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(Diagnostic diagnostic)
    {
        lock (_lock)
        {
            _items.Add(diagnostic);
        }
    }

    /// <summary>Adds one of a kind.</summary>
    public void Add(DiagnosticDescriptor descriptor, DiagnosticLocation? location, string message) =>
        Add(descriptor.At(location, message));

    /// <summary>Adds several.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>What was added, once each; mostly there is nothing to tell apart.</summary>
    internal IEnumerable<Diagnostic> WithoutRepeated() => Count < 2 ? this : this.Distinct();

    /// <summary>Throws what has been collected if any of it is an error.</summary>
    /// <exception cref="FlashFsException">At least one error was added; it carries all of them, once each: a file of several images is looked at for each of these.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors)
        {
            throw new FlashFsException([.. WithoutRepeated()]);
        }
    }

    /// <summary>A snapshot, in the order of adding.</summary>
    public IEnumerator<Diagnostic> GetEnumerator()
    {
        lock (_lock)
        {
            return ((IEnumerable<Diagnostic>)[.. _items]).GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
