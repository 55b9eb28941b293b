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

    protected override long? SmallSize => 32 * 1024;

    protected override IEnumerable<FlashFile> Files => SffsTestFiles.Inputs;

    // A file of two pages among those of one; no empty ones, which the format cannot store.
    protected override IEnumerable<FlashFile> SmallFiles =>
        [.. base.SmallFiles.Where(file => file.Contents.Length > 0), SffsTestFiles.File("two/pages.bin", 5000)];
}
