namespace FlashFs.Tool.Reading;

/// <summary>What a file looks like that is no image, table or flash.</summary>
/// <param name="Kind">One word for programs.</param>
/// <param name="Description">One clause for people.</param>
/// <param name="Next">What to do with it, one sentence; empty where there is nothing to add.</param>
/// <param name="IsOfUse">Whether it is something; else nobody wanted it: erased, zeros, or bytes that say nothing.</param>
internal sealed record FileLook(string Kind, string Description, string Next, bool IsOfUse = true)
{
    /// <summary>All 0xFF.</summary>
    public const string Erased = "erased";

    /// <summary>All 0x00.</summary>
    public const string Zeros = "zeros";

    /// <summary>A program of an ESP32.</summary>
    public const string App = "app";

    /// <summary>Nothing that is known here.</summary>
    public const string Unknown = "unknown";
}
