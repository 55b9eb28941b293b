using FlashFs.Formats;

namespace FlashFs.Fuzz.Damaging;

/// <summary>A sound image that damage begins with.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">The image.</param>
/// <param name="Fields">What damage aims at.</param>
internal sealed record SampleImage(string Name, byte[] Bytes, IReadOnlyList<ImageField> Fields)
{
    /// <summary>How the device is set that the image was made for; null where the format has no such thing.</summary>
    public OptionValues? Options { get; init; }

    /// <summary>Whether it is text: then damage works on words and lines too.</summary>
    public bool IsText { get; init; }
}
