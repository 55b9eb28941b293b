using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>Opens damaged images in both modes and checks what is said of them.</summary>
internal static class EspfsAssert
{
    /// <summary>What salvaging lists, and strict opening throws the first of.</summary>
    public static VolumeDamage[] Damages(byte[] image, out EspfsVolume volume)
    {
        volume = EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Salvage);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => EspfsVolume.Open(image, new EspfsOptions(), ReadMode.Strict));
        Assert.AreEqual(volume.Damage[0], thrown.Damage);
        return [.. volume.Damage];
    }

    /// <summary>The one thing that is wrong.</summary>
    public static VolumeDamage Only(byte[] image, out EspfsVolume volume)
    {
        VolumeDamage[] damages = Damages(image, out volume);
        Assert.HasCount(1, damages, string.Join(Environment.NewLine, damages.Select(damage => damage.ToDiagnostic())));
        return damages[0];
    }

    public static void Damage(VolumeDamage damage, DiagnosticDescriptor descriptor, long offset, string expected, string found)
    {
        Assert.AreEqual(descriptor, damage.Descriptor);
        Assert.AreEqual(offset, damage.Offset);
        StringAssert.Contains(damage.Expected, expected, StringComparison.Ordinal);
        StringAssert.Contains(damage.Found, found, StringComparison.Ordinal);
    }
}
