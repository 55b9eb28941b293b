using FlashFs.Caching;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Caching;

/// <summary>What a project may say about a remote cache. No message may hold a credential.</summary>
[TestClass]
public sealed class RemoteCacheSettingsTests
{
    private const string Secret = "s3cr3t-Value";

    private static readonly RemoteCacheSettings Plain = new("https://cache.example/flash", Push: false, Trust: false, "TOKEN", null, null);

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("  ")]
    public void WithoutAnAddressThereIsNoneWhateverElseIsSet(string? address)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull((Plain with { Address = address, Token = "two\nlines", HeaderFile = "/none" }).Parse(null, diagnostics));
        AssertDiagnostics.None(diagnostics);
    }

    [TestMethod]
    public void WhatIsSaidIsTaken()
    {
        var diagnostics = new DiagnosticBag();
        RemoteCacheOptions options = (Plain with { Address = " https://cache.example/flash ", Push = true, Trust = true, Token = Secret }).Parse(null, diagnostics)!;
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual(("https://cache.example/flash", true, true), (options.Address.AbsoluteUri, options.Push, options.Trust));
        CollectionAssert.AreEqual(new[] { KeyValuePair.Create("Authorization", $"Bearer {Secret}") }, options.Headers.ToArray());
        Assert.IsFalse(options.ToString()!.Contains(Secret, StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("cache.example")]
    [DataRow("ftp://cache.example/")]
    [DataRow("file:///srv/cache")]
    [DataRow("/srv/cache")]
    [DataRow("https://user:" + Secret + "@cache.example/")]
    [DataRow("https://" + Secret + "@cache.example/")]
    [DataRow("https://cache.example/?token=" + Secret)]
    [DataRow("https://cache.example/#" + Secret)]
    [DataRow("https://user:" + Secret + "@:/")]
    public void AnAddressThatCannotBeUsedIsAnErrorThatDoesNotRepeatIt(string address) => Refused(Plain with { Address = address });

    [TestMethod]
    [DataRow(Secret + "\n")]
    [DataRow(Secret + "\r\nX-Other: 1")]
    [DataRow(Secret + "\0")]
    [DataRow(Secret + "\x7f")]
    [DataRow(Secret + "ä")]
    public void ATokenThatCannotBeAHeaderIsAnError(string token) => Refused(Plain with { Token = token }, "TOKEN");

    [TestMethod]
    [DataRow(Secret, DisplayName = "no colon")]
    [DataRow(":" + Secret, DisplayName = "no name")]
    [DataRow("X Y: " + Secret, DisplayName = "a space in the name")]
    [DataRow("X\u0001: " + Secret, DisplayName = "a control character in the name")]
    [DataRow("X: a\u0001" + Secret, DisplayName = "a control character in the value")]
    [DataRow("X: ä" + Secret, DisplayName = "not ASCII")]
    [DataRow("Content-Type: " + Secret, DisplayName = "a header of a body, not of a request")]
    public void ALineThatIsNoHeaderIsAnErrorWithItsNumber(string line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["headers.txt"], $"# credentials\n\nX-First: 1\n{line}\n");
        Refused(Plain with { HeaderFile = folder["headers.txt"] }, "line 4", "headers.txt");
    }

    [TestMethod]
    public void AHeaderFileIsReadWithoutCommentsAndEmptyLines()
    {
        using var folder = new TemporaryFolder();
        var diagnostics = new DiagnosticBag();
        File.WriteAllText(folder["headers.txt"], $"# credentials\r\n\r\n  Authorization: Basic {Secret}  \r\nX-Key:{Secret}");
        RemoteCacheOptions options = (Plain with { HeaderFile = folder["headers.txt"] }).Parse(null, diagnostics)!;
        AssertDiagnostics.None(diagnostics);
        KeyValuePair<string, string>[] expected = [new("Authorization", $"Basic {Secret}"), new("X-Key", Secret)];
        CollectionAssert.AreEqual(expected, options.Headers.ToArray());
    }

    [TestMethod]
    public void AHeaderFileThatIsNotThereIsAnError()
    {
        using var folder = new TemporaryFolder();
        Refused(Plain with { HeaderFile = folder["none.txt"] }, "none.txt");
    }

    [TestMethod]
    public void AHeaderThatIsGivenTwiceIsAnError()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["headers.txt"], $"authorization: Basic {Secret}");
        Refused(Plain with { HeaderFile = folder["headers.txt"], Token = Secret }, "'Authorization'", "TOKEN");
    }

    [TestMethod]
    [DataRow("http://cache.example/", true)]
    [DataRow("https://cache.example/", false)]
    [DataRow("http://127.0.0.1:8080/", false)]
    [DataRow("http://localhost:8080/", false)]
    public void CredentialsInClearAreWarnedOfUnlessTheyStayOnThisMachine(string address, bool warned)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull((Plain with { Address = address, Token = Secret }).Parse(null, diagnostics));
        if (warned)
        {
            AssertDiagnostics.Single(diagnostics, DiagnosticCodes.CredentialsInClear, "cache.example", "https");
        }
        else
        {
            AssertDiagnostics.None(diagnostics);
        }
    }

    [TestMethod]
    public void AnAddressInClearWithoutCredentialsIsNobodysBusiness()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNotNull((Plain with { Address = "http://cache.example/" }).Parse(null, diagnostics));
        AssertDiagnostics.None(diagnostics);
    }

    private static void Refused(RemoteCacheSettings settings, params string[] fragments)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(settings.Parse(null, diagnostics));
        Diagnostic error = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidCacheSetting, fragments);
        Assert.IsFalse(error.Message.Contains(Secret, StringComparison.Ordinal), error.Message);
    }
}
