namespace FlashFs.Diagnostics;

/// <summary>An image is not what its format says: which format, where, what was expected and what was found.</summary>
public sealed class FlashFormatException : FlashFsException
{
    /// <summary>Makes one.</summary>
    /// <param name="descriptor">The kind of damage, a <c>FLASHFS5xxx</c>.</param>
    /// <param name="format">The format's display name, for instance <c>SPIFFS</c>.</param>
    /// <param name="offset">Where in the image, in bytes from its start; -1 when it has no single place.</param>
    /// <param name="expected">What should have been there.</param>
    /// <param name="found">What was there.</param>
    public FlashFormatException(DiagnosticDescriptor descriptor, string format, long offset, string expected, string found)
        : this(new VolumeDamage(descriptor, format, offset, expected, found))
    {
    }

    /// <summary>Makes one of a damage that a reader found.</summary>
    public FlashFormatException(VolumeDamage damage)
        : base(damage.ToDiagnostic()) => Damage = damage;

    /// <summary>The damage.</summary>
    public VolumeDamage Damage { get; }

    /// <summary>The format's display name.</summary>
    public string Format => Damage.Format;

    /// <summary>Where in the image, in bytes from its start; -1 when it has no single place.</summary>
    public long Offset => Damage.Offset;
}
