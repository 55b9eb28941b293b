using FlashFs.Formats;

namespace FlashFs.Tool.Explorer;

/// <summary>A file as a web server on the device would send it.</summary>
/// <param name="Entry">The file.</param>
/// <param name="Path">The path that its type is known by.</param>
/// <param name="IsGzip">Whether it is sent packed, as it is stored.</param>
internal sealed record WebPage(VolumeEntry Entry, string Path, bool IsGzip)
{
    /// <summary>Whether it is packed under a name of its own, <c>name.gz</c>, which the file system knows nothing of.</summary>
    public bool IsBeside { get; init; }
}
