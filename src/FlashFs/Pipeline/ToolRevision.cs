using System.Reflection;

namespace FlashFs.Pipeline;

/// <summary>Which build of this library is at work: part of the state, so that a new one rebuilds what it made.</summary>
public static class ToolRevision
{
    /// <summary>The package version, as the manifest shows it.</summary>
    public static string Version { get; } =
        typeof(ToolRevision).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>
    /// The version and the identity of this very compilation. Deterministic builds give equal sources an equal identity, so
    /// two machines with one package agree, and a developer's rebuilt library is seen even though the version stays.
    /// </summary>
    public static string Full { get; } = $"{Version}+{typeof(ToolRevision).Module.ModuleVersionId:N}";
}
