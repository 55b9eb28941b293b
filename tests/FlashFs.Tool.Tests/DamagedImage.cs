using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tool.Tests;

/// <summary>Reference images in which one file is not what it was.</summary>
internal static class DamagedImage
{
    /// <summary>Damages an image in a way that is known by name.</summary>
    public static byte[] Of(byte[] image, string kind)
    {
        switch (kind)
        {
            case "cut":
                return image[..(image.Length / 2)];
            case "compression":
                image[5] ^= 1; // the first file: packed, and said to be stored
                return image;
            case "length":
                image[12]++; // the first file: one byte more than it unpacks to
                return image;
            case "gzip":
                image[60]++; // within the first file
                return image;
            default:
                CutFile(image);
                return image;
        }
    }

    // A length that cannot be true: as if the file went on behind the end of the flash.
    private static void CutFile(byte[] image)
    {
        VolumeEntry words = SpiffsVolume.Open(image, new SpiffsOptions(), ReadMode.Salvage).Entries.Single(entry => entry.Name == "data/words.txt");
        image[(int)words.Offset + 8 + 3] = 0x7F;
    }
}
