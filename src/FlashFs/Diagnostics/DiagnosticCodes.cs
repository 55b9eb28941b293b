namespace FlashFs.Diagnostics;

/// <summary>
/// Every code, one list. 1xxx files and options, 2xxx limits and fit, 3xxx partitions and merging, 4xxx scripts and
/// transforms, 5xxx damaged images, 6xxx cache, 7xxx living volumes, 8xxx explorer, 9xxx environment. A paragraph for each
/// is in <c>docs/diagnostics.md</c>.
/// </summary>
public static partial class DiagnosticCodes
{
    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All =>
    [
        .. Files, .. Limits, .. Partitions, .. Modules, .. Transforms, .. Images, .. Cache, .. Volumes, .. Explorer, .. Surroundings,
    ];

    private static DiagnosticDescriptor Error(int number, string title) => new($"FLASHFS{number:D4}", DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Warning(int number, string title) => new($"FLASHFS{number:D4}", DiagnosticSeverity.Warning, title);

    private static DiagnosticDescriptor Note(int number, string title) => new($"FLASHFS{number:D4}", DiagnosticSeverity.Note, title);
}
