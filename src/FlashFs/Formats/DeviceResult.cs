namespace FlashFs.Formats;

/// <summary>How a device comes out of mounting an image.</summary>
public enum DeviceResult
{
    /// <summary>It mounts the image and reads what is in it.</summary>
    Mounts,

    /// <summary>It does not mount or run the image.</summary>
    Refuses,

    /// <summary>It mounts the image, and files are missing or not what they should be.</summary>
    Garbles,

    /// <summary>It takes the image for none and formats: all files are gone.</summary>
    Formats,
}
