using FlashFs.Scripting;

namespace FlashFs.Pipeline;

/// <summary>What a project says about its scripts and about what its contents go through, as text where it is text there.</summary>
public sealed record ProjectScripts
{
    /// <summary>The transforms, in the order of the project.</summary>
    public IReadOnlyList<ProjectTransform> Transforms { get; init; } = [];

    /// <summary>The bytecode of images that say none of their own; null for none.</summary>
    public string? Bytecode { get; init; }

    /// <summary>Whether sources stay beside their bytecode; null leaves it to the loader.</summary>
    public bool? KeepSource { get; init; }

    /// <summary>The command of the bytecode <c>Command</c>; for <c>Duktape</c> the program, if it is not <c>duk</c>.</summary>
    public string? BytecodeCommand { get; init; }

    /// <summary>What tells versions of the command's engine apart.</summary>
    public string? BytecodeVersion { get; init; }

    /// <summary>What is put around modules, as text; null for nothing.</summary>
    public string? BytecodeWrapper { get; init; }

    /// <summary>Patterns of modules that stay sources, separated by <c>;</c>.</summary>
    public string? BytecodeExclude { get; init; }

    /// <summary>The loader; null leaves it to the image.</summary>
    public string? Loader { get; init; }

    /// <summary>What the target runs by itself; without any, every module stays.</summary>
    public IReadOnlyList<ModuleEntry> Entries { get; init; } = [];

    /// <summary>Patterns of modules that stay even where no import leads to them.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Names that the target provides.</summary>
    public IReadOnlyList<string> Externals { get; init; } = [];

    /// <summary>How long a command may take, in seconds; null for a minute.</summary>
    public int? CommandTimeLimit { get; init; }

    /// <summary>Where programs are looked for: PATH.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Where commands find their input and leave their output, rooted.</summary>
    public string WorkFolder { get; init; } = "";

    /// <summary>Whether there is nothing to do for any file.</summary>
    public bool IsEmpty => Transforms.Count == 0 && Entries.Count == 0 && string.IsNullOrEmpty(Bytecode);
}
