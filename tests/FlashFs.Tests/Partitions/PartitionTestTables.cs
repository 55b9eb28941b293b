using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

/// <summary>Tables made of text, for tests that need one.</summary>
internal static class PartitionTestTables
{
    public const string File = "p.csv";

    public static PartitionTable Valid(string csv, PartitionTableOptions? options = null)
    {
        PartitionTable? table = Read(csv, out DiagnosticBag diagnostics, options);
        AssertDiagnostics.None(diagnostics);
        Assert.IsNotNull(table);
        return table;
    }

    public static DiagnosticBag Refused(string csv, PartitionTableOptions? options = null)
    {
        Assert.IsNull(Read(csv, out DiagnosticBag diagnostics, options), csv);
        Assert.IsTrue(diagnostics.HasErrors, csv);
        return diagnostics;
    }

    public static PartitionTable? Read(string csv, out DiagnosticBag diagnostics, PartitionTableOptions? options = null)
    {
        diagnostics = new DiagnosticBag();
        return PartitionCsv.Read(Encoding.UTF8.GetBytes(csv), File, options ?? new PartitionTableOptions(), diagnostics);
    }

    public static DiagnosticDescriptor Code(string code) => DiagnosticCodes.All.Single(descriptor => descriptor.Code == code);
}
