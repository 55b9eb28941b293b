using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>The contract again, for an image whose files are packed in both ways.</summary>
[TestClass]
public sealed class EspfsPackedContractTests : VolumeContractTests
{
    protected override FlashFormat Format => EspfsFormat.Instance;

    protected override OptionValues Options =>
        new EspfsOptions { Compression = EspfsCompression.Heatshrink, GzipExtensions = ["html", "css", "js", "svg", "txt"] }.ToValues();
}
