using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

[TestClass]
public sealed class ChirpOsContractTests : VolumeContractTests
{
    protected override FlashFormat Format => ChirpOsFormat.Instance;

    // Every step of lz-string can be one character longer than the one before: a small image can stand for half its steps, squared.
}
