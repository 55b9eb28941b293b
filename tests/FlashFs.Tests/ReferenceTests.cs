using System.Text;
using FlashFs.Formats;
using FlashFs.Profiles;

namespace FlashFs.Tests;

/// <summary>The tables of docs/reference.md are those of the declarations; a failing test prints the table to put there.</summary>
[TestClass]
public sealed class ReferenceTests
{
    [TestMethod]
    public void TheReferenceHasEveryOptionOfEveryFormat()
    {
        var table = new StringBuilder("| format | metadata | `-s` | default | values | meaning |\n|---|---|---|---|---|---|\n");
        foreach (FlashFormat format in FlashFormats.All)
        {
            foreach (FlashOption option in format.Options)
            {
                string unit = option.Unit.Length == 0 ? "" : $" ({option.Unit})";
                string defaultText = option.DefaultText.Length == 0 ? "(empty)" : $"`{option.DefaultText}`";
                table.Append($"| `{format.Id}` | `{option.MetadataName}` | `{option.Name}` | {defaultText} | {option.Range}{unit} | {option.Summary} |\n");
            }
        }

        Contains(table.ToString());
    }

    [TestMethod]
    public void TheReferenceHasEveryProfileWithItsSource()
    {
        var table = new StringBuilder("| profile | target | options | read from |\n|---|---|---|---|\n");
        foreach (FlashProfile profile in FlashProfiles.All)
        {
            string values = string.Join("; ", profile.Values.Select(format => $"{format.Key}: {string.Join(", ", format.Value.Select(value => $"{value.Key}={value.Value}"))}"));
            table.Append($"| `{profile.Id}` | {profile.Summary} | {values} | {profile.Source} |\n");
        }

        Contains(table.ToString());
    }

    [TestMethod]
    public void TheReferenceHasEveryChip()
    {
        var table = new StringBuilder("| chip | boot loader at | flash frequencies |\n|---|---|---|\n");
        foreach (FlashChip chip in FlashChips.All)
        {
            table.Append($"| `{chip.Id}` | 0x{chip.BootloaderOffset:x} | {string.Join(", ", chip.Frequencies)} (default {chip.DefaultFrequency}) |\n");
        }

        Contains(table.ToString());
    }

    private static void Contains(string table)
    {
        string reference = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "reference.md"));
        StringAssert.Contains(reference, table, StringComparison.Ordinal, $"docs/reference.md lacks this table:{Environment.NewLine}{table}");
    }
}
