namespace FlashFs.Tool.Comparing;

/// <summary>One thing in which two files of one path differ.</summary>
/// <param name="What">What differs: one of the constants here.</param>
/// <param name="Name">The name of the attribute; null for what has none.</param>
/// <param name="Old">The old value; null where there is none.</param>
/// <param name="New">The new value; null where there is none.</param>
internal sealed record FileDifference(string What, string? Name = null, string? Old = null, string? New = null)
{
    /// <summary>The contents, unpacked.</summary>
    public const string Contents = "contents";

    /// <summary>How the contents are packed, or with which parameters.</summary>
    public const string Compression = "compression";

    /// <summary>What else the format stores of a file.</summary>
    public const string Metadata = "metadata";

    /// <summary>The place among the other files.</summary>
    public const string Order = "order";

    /// <summary>Whether the contents are the same cannot be told, as one of them is damaged.</summary>
    public const string Unreadable = "unreadable";

    /// <inheritdoc/>
    public override string ToString() => Old is null && New is null ? What : $"{Name ?? What} {Old ?? "none"} -> {New ?? "none"}";
}
