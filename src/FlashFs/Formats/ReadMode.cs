namespace FlashFs.Formats;

/// <summary>What a reader does about damage.</summary>
public enum ReadMode
{
    /// <summary>The first damage throws.</summary>
    Strict,

    /// <summary>What can be read is read; the rest is listed in <see cref="FlashVolume.Damage"/>.</summary>
    Salvage,
}
