using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FsCheck;
using FsCheck.Fluent;

namespace FlashFs.Tests.Properties;

/// <summary>A table that is accepted is the same one in both its forms, however often it goes from one to the other.</summary>
[TestClass]
public sealed class PartitionProperties
{
    private const int MostRows = 97;
    private const int Sector = 0x1000;
    private const string File = "partitions.csv";

    [TestMethod]
    public void ATableComesBackFromItsBinaryAndItsCsv()
    {
        int accepted = 0;
        int refused = 0;
        PropertyRun.Check(Tables, Smaller, 700, table =>
        {
            string csv = Csv(table.Rows);
            var options = new PartitionTableOptions { TableOffset = table.Offset, Md5 = table.Md5 };
            var diagnostics = new DiagnosticBag();
            PartitionTable? read = PartitionCsv.Read(Encoding.UTF8.GetBytes(csv), File, options, diagnostics);
            if (read is null)
            {
                refused++;
                Assert.IsTrue(diagnostics.HasErrors, csv);
                foreach (Diagnostic error in diagnostics.Where(found => found.Descriptor.Severity == DiagnosticSeverity.Error))
                {
                    Assert.StartsWith("FLASHFS3", error.Code, csv);
                    Assert.IsNotNull(error.Location, $"{error} in\n{csv}");
                }

                return;
            }

            accepted++;
            byte[] binary = PartitionBinary.Write(read, table.Md5);
            PartitionTable fromBinary = PartitionBinary.Read(binary, table.Offset);
            AssertEqual(read, fromBinary, csv);

            string written = PartitionCsv.Write(fromBinary);
            PartitionTable? fromCsv = PartitionCsv.Read(Encoding.UTF8.GetBytes(written), File, options, diagnostics);
            Assert.IsNotNull(fromCsv, $"{csv}\n{string.Join('\n', diagnostics)}");
            AssertEqual(read, fromCsv, written);
            AssertBytes.AreEqual(binary, PartitionBinary.Write(fromCsv, table.Md5), written);
            Assert.AreEqual(written, PartitionCsv.Write(fromCsv));
        });

        Assert.IsGreaterThan((accepted + refused) / 3, accepted, $"{accepted} accepted, {refused} refused");
        Assert.IsGreaterThan((accepted + refused) / 20, refused, $"{accepted} accepted, {refused} refused");
    }

    private static Gen<PartitionTableCase> Tables { get; } =
        from offset in Gen.Elements(0x8000L, 0x8000L, 0x9000L, 0x10000L)
        from md5 in Gen.Elements(true, false)
        from explicitOffsets in Gen.Elements(true, false)
        from tidy in Gen.Elements(true, true, true, false)
        from count in Gen.Frequency((8, Gen.Choose(1, 9)), (1, Gen.Choose(90, MostRows)))
        from rows in Rows(tidy, explicitOffsets).ArrayOf(count)
        select new PartitionTableCase(offset, md5, tidy ? Unlike(rows) : rows);

    private static Gen<PartitionCase> Rows(bool tidy, bool explicitOffsets) =>
        from label in FileCases.Paths(16)
        from kind in Gen.Frequency(
            (8, Gen.Elements(("data", "nvs"), ("data", "phy"), ("data", "fat"), ("data", "spiffs"), ("data", "littlefs"), ("data", "0x99"), ("1", "6"), ("data", ""), ("data", "esphttpd"))),
            (2, Gen.Elements(("app", "factory"), ("app", "ota_0"), ("app", "test"), ("0", "0x1f"), ("0x40", "3"), ("254", "254"))),
            (tidy ? 0 : 2, Gen.Elements(("data", "ota"), ("app", ""), ("nope", "nvs"), ("data", "nope"), ("0x20", "1"), ("255", "0"), ("bootloader", "primary"))))
        from gap in Gen.Choose(0, 3)
        from size in Gen.Frequency((9, Gen.Choose(1, 40).Select(units => units * 4)), (1, Gen.Choose(tidy ? 1 : 0, 7)))
        from flags in Gen.Elements("", "", "", "encrypted", "readonly", "encrypted:readonly", "readonly:encrypted")
        select new PartitionCase(Tidy(label, tidy), kind.Item1, kind.Item2, explicitOffsets ? gap : null, size, flags);

    // Most labels are ones that a table can have; a comma, a '#' or one byte too many are left to the untidy tables.
    private static string Tidy(string label, bool tidy)
    {
        string text = label.Replace(',', '_').Trim();
        if (!tidy)
        {
            return text;
        }

        while (Encoding.UTF8.GetByteCount(text) > 14)
        {
            text = text[..^1];
        }

        return string.Concat(text.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter is not ('$' or '#'))).Trim();
    }

    private static PartitionCase[] Unlike(PartitionCase[] rows) =>
        [.. rows.Select((row, index) => row with { Label = string.Create(CultureInfo.InvariantCulture, $"{row.Label[..Math.Min(row.Label.Length, 4)].Trim()}{index}") })];

    private static string Csv(IReadOnlyList<PartitionCase> rows)
    {
        var text = new StringBuilder("# Name, Type, SubType, Offset, Size, Flags\n");
        long free = 0x11000;
        foreach (PartitionCase row in rows)
        {
            bool isApp = row.Type is "app" or "0";
            string offset = "";
            if (row.Gap is { } gap)
            {
                long alignment = isApp ? 0x10000 : Sector;
                long at = PartitionTableLayout.AlignUp(free, alignment) + (gap * alignment);
                free = at + (row.Size * Sector);
                offset = string.Create(CultureInfo.InvariantCulture, $"0x{at:x}");
            }

            text.Append(CultureInfo.InvariantCulture, $"{row.Label}, {row.Type}, {row.SubType}, {offset}, {row.Size * 4}K, {row.Flags}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<PartitionTableCase> Smaller(PartitionTableCase table)
    {
        for (int i = 0; i < table.Rows.Count; i++)
        {
            yield return table with { Rows = [.. table.Rows.Where((_, index) => index != i)] };
        }

        for (int i = 0; i < table.Rows.Count; i++)
        {
            if (table.Rows[i].Label.Length > 1)
            {
                yield return table with { Rows = [.. table.Rows.Select((row, index) => index == i ? row with { Label = row.Label[..^1] } : row)] };
            }
        }
    }

    private static void AssertEqual(PartitionTable expected, PartitionTable actual, string what)
    {
        CollectionAssert.AreEqual(
            expected.Partitions.Select(partition => partition with { Location = null }).ToArray(),
            actual.Partitions.Select(partition => partition with { Location = null }).ToArray(),
            what);
        Assert.AreEqual(expected.TableOffset, actual.TableOffset);
    }
}
