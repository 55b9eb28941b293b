using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>The contract again, for the form that people read.</summary>
[TestClass]
public sealed class ChirpOsJsonContractTests : VolumeContractTests
{
    protected override FlashFormat Format => ChirpOsFormat.Instance;

    protected override OptionValues Options => new ChirpOsOptions { Form = ChirpOsForm.Json }.ToValues();
}
