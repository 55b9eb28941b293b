using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats.Spiffs;

[TestClass]
public sealed class SpiffsVolumeContractTests : VolumeContractTests
{
    protected override FlashFormat Format => SpiffsFormat.Instance;

    protected override long? Size => 192 * 1024;

    protected override long? TooSmall => 64 * 1024;
}
