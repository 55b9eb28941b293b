using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>The contract again, for an image whose pages lie as a device would lay them.</summary>
[TestClass]
public sealed class SffsSeededContractTests : VolumeContractTests
{
    protected override FlashFormat Format => SffsFormat.Instance;

    protected override OptionValues Options => new SffsOptions { Allocation = SffsAllocation.Seeded, Seed = 7, Created = 1_600_000_000 }.ToValues();

    protected override long? Size => 192 * 1024;

    protected override long? TooSmall => 64 * 1024;

    protected override IEnumerable<FlashFile> Files => SffsTestFiles.Inputs;
}
