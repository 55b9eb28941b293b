using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.Tests.Profiles;

[TestClass]
public sealed class FlashProfilesTests
{
    [TestMethod]
    public void EveryValueOfEveryProfileIsOneThatItsFormatTakes()
    {
        foreach (FlashProfile profile in FlashProfiles.All)
        {
            foreach (FlashFormat format in FlashFormats.All)
            {
                var diagnostics = new DiagnosticBag();
                OptionValues.Resolve(format, [profile.LayerOf(format)], diagnostics);
                AssertDiagnostics.None(diagnostics);
            }
        }
    }

    [TestMethod]
    public void IdsAreUniqueAndEveryProfileNamesItsSource()
    {
        Assert.AreEqual(FlashProfiles.All.Count, FlashProfiles.All.Select(profile => profile.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.IsTrue(FlashProfiles.All.All(profile => profile.Source.Contains('/', StringComparison.Ordinal)));
    }

    [TestMethod]
    public void AnUnknownProfileIsReportedWithTheNearest()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(FlashProfiles.Find("duktape-esp23", null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.UnknownProfile, "'duktape-esp23'", "did you mean 'duktape-esp32'?");
    }
}
