using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

[TestClass]
public sealed class AppFsBadgeteamContractTests : VolumeContractTests
{
    protected override FlashFormat Format => AppFsFormat.Instance;

    protected override OptionValues Options => AppFsTestImage.Badgeteam.ToValues();

    protected override long? Size => 24 * AppFsTestImage.Page;

    protected override long? TooSmall => 2 * AppFsTestImage.Page;
}
