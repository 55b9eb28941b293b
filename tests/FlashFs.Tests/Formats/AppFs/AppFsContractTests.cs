using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

[TestClass]
public sealed class AppFsContractTests : VolumeContractTests
{
    protected override FlashFormat Format => AppFsFormat.Instance;

    protected override long? Size => 24 * AppFsTestImage.Page;

    protected override long? TooSmall => 16 * AppFsTestImage.Page;
}
