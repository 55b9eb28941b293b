using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Tests.Formats.SimpleFs;

[TestClass]
public sealed class SimpleFsContractTests : VolumeContractTests
{
    protected override FlashFormat Format => SimpleFsFormat.Instance;
}
