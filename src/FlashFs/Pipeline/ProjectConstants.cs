namespace FlashFs.Pipeline;

/// <summary>Constants of the images for the code that is built with them.</summary>
public sealed record ProjectConstants
{
    /// <summary>The namespace of the C# constants, as the project writes it; null where there is no C# to take them.</summary>
    public string? Namespace { get; init; }

    /// <summary>Files, rooted, that come about only when the constants are there: what the compiler makes, and the constants themselves.</summary>
    public IReadOnlySet<string> OwnOutputs { get; init; } = new HashSet<string>();
}
