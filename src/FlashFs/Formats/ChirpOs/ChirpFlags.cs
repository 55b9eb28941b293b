namespace FlashFs.Formats.ChirpOs;

/// <summary>What is special about a node.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_io.js</c>, <c>FileFlag</c>.</remarks>
[Flags]
public enum ChirpFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Only the kernel may read, write, delete or replace it.</summary>
    System = 1,

    /// <summary>It is a program.</summary>
    Executable = 2,

    /// <summary>It is not shown unless asked for.</summary>
    Hidden = 4,

    /// <summary>It is never shown to the user.</summary>
    SuperHidden = 8,
}
