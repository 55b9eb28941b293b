using System.Reflection;
using System.Text.RegularExpressions;
using FlashFs.Diagnostics;

namespace FlashFs.Tests.Diagnostics;

[TestClass]
public sealed partial class DiagnosticCodesTests
{
    // Codes whose tests are still to come. Nothing else may be missing, and nothing may be added here.
    private static readonly string[] NotYetRaised = [];

    private static IEnumerable<(string Name, DiagnosticDescriptor Descriptor)> Declared =>
        typeof(DiagnosticCodes).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(DiagnosticDescriptor))
            .Select(property => (property.Name, (DiagnosticDescriptor)property.GetValue(null)!));

    [TestMethod]
    public void EveryCodeIsThereOnceAndInTheList()
    {
        string[] declared = [.. Declared.Select(item => item.Descriptor.Code).Order(StringComparer.Ordinal)];
        CollectionAssert.AllItemsAreUnique(declared);
        CollectionAssert.AreEqual(declared, DiagnosticCodes.All.Select(item => item.Code).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    public void EveryCodeAndTitleIsWellFormedAndUnique()
    {
        foreach (DiagnosticDescriptor descriptor in DiagnosticCodes.All)
        {
            StringAssert.Matches(descriptor.Code, CodePattern());
            Assert.IsFalse(descriptor.Title.EndsWith('.') || descriptor.Title.Length is 0 or > 70, descriptor.Code);
        }

        CollectionAssert.AllItemsAreUnique(DiagnosticCodes.All.Select(item => item.Title).ToArray());
    }

    [TestMethod]
    public void TheReferenceHasAParagraphForEveryCodeAndForNoOther()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("docs/diagnostics.md"));
        string[] headings = [.. lines.Where(line => line.StartsWith("### ", StringComparison.Ordinal))];
        string[] expected = [.. DiagnosticCodes.All.Select(item => $"### {item.Code}: {item.Title}").Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, headings.Order(StringComparer.Ordinal).ToArray());
        CollectionAssert.AreEqual(headings.Order(StringComparer.Ordinal).ToArray(), headings, "the codes stand in ascending order");

        foreach (DiagnosticDescriptor descriptor in DiagnosticCodes.All)
        {
            int heading = Array.IndexOf(lines, $"### {descriptor.Code}: {descriptor.Title}");
            string paragraph = lines[heading + 2];
            StringAssert.StartsWith(paragraph, $"{descriptor.Severity}. ", StringComparison.Ordinal);
            Assert.IsTrue(paragraph.Length > 100, $"{descriptor.Code} says what it means, why it comes and what to do");
        }
    }

    [TestMethod]
    public void EveryCodeIsRaisedByATest()
    {
        string tests = string.Concat(Repository.Sources("tests").Where(file => !file.EndsWith($"{nameof(DiagnosticCodesTests)}.cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        string[] missing = [.. Declared.Where(item => !IsRaised(tests, item.Name, item.Descriptor.Code)).Select(item => item.Name).Except(NotYetRaised)];
        Assert.IsEmpty(missing, $"not in any test: {string.Join(", ", missing)}");
    }

    // By name where diagnostics are compared as objects, by code where output of the tool or of a build is read.
    private static bool IsRaised(string tests, string name, string code) =>
        Regex.IsMatch(tests, $@"DiagnosticCodes\.{name}\b") || tests.Contains(code, StringComparison.Ordinal);

    [GeneratedRegex("^FLASHFS[1-9][0-9]{3}$")]
    private static partial Regex CodePattern();
}
