namespace Microsoft.Build.Framework;

/// <summary>
/// Marks a task that keeps no process-wide state, so that a multithreaded MSBuild runs it in its own process. MSBuild looks
/// for the attribute by name; the package that this project compiles against does not have it yet.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
