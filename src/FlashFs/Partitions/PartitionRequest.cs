using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Partitions;

/// <summary>An image that may need a partition.</summary>
/// <param name="Name">The image's file name.</param>
/// <param name="Format">Its format.</param>
/// <param name="Label">The label that the project names; null or empty where it names none.</param>
/// <param name="Location">Where messages point.</param>
public sealed record PartitionRequest(string Name, FlashFormat Format, string? Label = null, DiagnosticLocation? Location = null)
{
    /// <summary>Whether the image goes on a partition, so that there must be a table: it names one, or its format has a kind of its own.</summary>
    public bool NeedsPartition => !string.IsNullOrEmpty(Label) || Format.PartitionKinds.Count > 0;

    /// <summary>The label that stands for the image where neither the project nor the format decides.</summary>
    internal string ImpliedLabel => Path.GetFileNameWithoutExtension(Name);
}
