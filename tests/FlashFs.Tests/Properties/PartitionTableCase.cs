using System.Globalization;

namespace FlashFs.Tests.Properties;

/// <summary>A made-up partition table.</summary>
internal sealed record PartitionTableCase(long Offset, bool Md5, IReadOnlyList<PartitionCase> Rows)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"table at 0x{Offset:x}{(Md5 ? "" : " without MD5")}\n  {string.Join("\n  ", Rows)}");
}
