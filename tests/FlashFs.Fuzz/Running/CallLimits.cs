namespace FlashFs.Fuzz.Running;

/// <summary>How much memory a call may take, in bytes: a multiple of the image, and a part that is the same for every image.</summary>
/// <param name="Multiple">The multiple of the image's length.</param>
/// <param name="Constant">What every call may take beside.</param>
internal readonly record struct CallLimits(int Multiple, long Constant)
{
    /// <summary>What a call may allocate.</summary>
    /// <param name="imageLength">The length of the image.</param>
    public long Of(long imageLength) => Constant + (Multiple * imageLength);
}
