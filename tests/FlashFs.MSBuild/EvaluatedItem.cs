namespace FlashFs.MSBuild;

/// <summary>An item with its metadata.</summary>
/// <param name="Include">What it is called, with <c>/</c> between folders.</param>
/// <param name="Metadata">Asks for a metadatum, well-known ones too; empty where there is none.</param>
public sealed record EvaluatedItem(string Include, Func<string, string> Metadata)
{
    /// <summary>A metadatum.</summary>
    public string this[string metadatum] => Metadata(metadatum);
}
