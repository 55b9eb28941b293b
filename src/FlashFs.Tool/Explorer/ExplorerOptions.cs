using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FlashFs.Tool.Explorer;

/// <summary>How the explorer serves.</summary>
internal sealed record ExplorerOptions
{
    /// <summary>The port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether images that change are read again.</summary>
    public bool Watch { get; init; }

    /// <summary>The device that is asked for what an image lacks; null for none.</summary>
    public Uri? Device { get; init; }

    /// <summary>How long the device may take to answer, and then for each next piece of its answer.</summary>
    public TimeSpan DeviceTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to send the head of its request.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much of an answer a client reads at least, once it is begun: a film that is paused reads nothing for a while.</summary>
    public MinDataRate SlowestReader { get; init; } = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>How often files are looked at.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}
