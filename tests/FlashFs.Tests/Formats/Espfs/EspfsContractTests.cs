using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

[TestClass]
public sealed class EspfsContractTests : VolumeContractTests
{
    protected override FlashFormat Format => EspfsFormat.Instance;

    // A whole 2^14 bytes for the 30 bits of the longest reference that a damaged parameter byte can announce.
}
