namespace FlashFs.Tests;

/// <summary>Compares images and says where they part.</summary>
internal static class AssertBytes
{
    public static void AreEqual(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string what = "image")
    {
        int same = expected.CommonPrefixLength(actual);
        if (same == expected.Length && same == actual.Length)
        {
            return;
        }

        string at(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes[same..Math.Min(bytes.Length, same + 16)]);
        Assert.Fail($"{what}: {expected.Length} bytes expected, {actual.Length} given, first difference at 0x{same:x}: expected {at(expected)}, given {at(actual)}");
    }
}
