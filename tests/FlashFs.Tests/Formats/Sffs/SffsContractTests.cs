using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

[TestClass]
public sealed class SffsContractTests : VolumeContractTests
{
    protected override FlashFormat Format => SffsFormat.Instance;

    protected override long? Size => 192 * 1024;

    protected override long? TooSmall => 64 * 1024;

    protected override IEnumerable<FlashFile> Files => SffsTestFiles.Inputs;
}
