namespace FlashFs.Formats.AppFs;

/// <summary>What the first page's descriptor stores of a file, checked and encoded.</summary>
/// <param name="layout">Which fields there are.</param>
/// <param name="name">The name, without NUL and short enough.</param>
/// <param name="title">The title, without NUL and short enough; not stored where the layout has none.</param>
/// <param name="version">The version; not stored where the layout has none.</param>
/// <param name="size">The length of the contents.</param>
internal readonly ref struct AppFsFileHeader(
    AppFsDescriptorLayout layout, ReadOnlySpan<byte> name, ReadOnlySpan<byte> title, ushort version, uint size)
{
    public AppFsDescriptorLayout Layout { get; } = layout;

    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Title { get; } = title;

    public ushort Version { get; } = version;

    public uint Size { get; } = size;
}
