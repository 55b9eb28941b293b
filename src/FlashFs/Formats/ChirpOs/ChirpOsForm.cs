namespace FlashFs.Formats.ChirpOs;

/// <summary>What an image is.</summary>
public enum ChirpOsForm
{
    /// <summary>The saved string, as UTF-16LE without a byte order mark: what goes into localStorage.</summary>
    Saved,

    /// <summary>The JSON that the saved string packs, as UTF-8 and indented: for people to read.</summary>
    Json,
}
