namespace FlashFs.Devices;

/// <summary>The power of a <see cref="NorFlash"/> has failed: nothing works before <see cref="NorFlash.PowerOn"/>.</summary>
public sealed class PowerCutException : Exception
{
    internal PowerCutException(long operations)
        : base($"The power failed after {operations} flash operations; power the flash on and mount it again.") => Operations = operations;

    /// <summary>How many operations had been done in full by then, as <see cref="NorFlash.OperationCount"/> counts them.</summary>
    public long Operations { get; }
}
