namespace FlashFs.Formats.ChirpOs;

/// <summary>Where strings are kept from one start to the next: what a browser's localStorage is to a page.</summary>
public interface IChirpStorage
{
    /// <summary>The string under a key; null where there is none.</summary>
    string? GetItem(string key);

    /// <summary>Puts a string under a key. If it throws, the former string must still be there.</summary>
    void SetItem(string key, string value);
}
