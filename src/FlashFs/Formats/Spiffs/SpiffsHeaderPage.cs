using System.Globalization;
using System.Text;
using FlashFs.Devices;

namespace FlashFs.Formats.Spiffs;

/// <summary>What the first index page of an object says of it.</summary>
/// <param name="page">The page.</param>
/// <param name="geometry">The geometry.</param>
internal readonly ref struct SpiffsHeaderPage(ReadOnlySpan<byte> page, SpiffsGeometry geometry)
{
    private readonly ReadOnlySpan<byte> _page = page;

    /// <summary>The length of the contents in bytes; 0 for an object that was created and never written to.</summary>
    public uint Length => geometry.Order.ReadUInt32(_page[SpiffsLayout.SizeOffset..]) is var size and not SpiffsLayout.UndefinedSize ? size : 0;

    /// <summary>Reads the name, without what it begins with where the device wants it so.</summary>
    /// <returns>Whether a NUL ends it.</returns>
    public bool TryGetName(out string name)
    {
        ReadOnlySpan<byte> field = _page.Slice(SpiffsLayout.NameOffset, geometry.Options.NameLength);
        int end = field.IndexOf((byte)0);
        ReadOnlySpan<byte> bytes = end < 0 ? field : field[..end];
        name = Encoding.UTF8.GetString(bytes.StartsWith((byte)'/') ? bytes[1..] : bytes);
        return end >= 0;
    }

    /// <summary>What is stored beside name and length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes(int objectId)
    {
        var id = new SpiffsIdAttribute(objectId);
        byte type = _page[SpiffsLayout.TypeOffset];
        ReadOnlySpan<byte> meta = _page.Slice(SpiffsLayout.NameOffset + geometry.Options.NameLength, geometry.Options.MetaLength);
        bool hasMeta = meta.ContainsAnyExcept((byte)0) && meta.ContainsAnyExcept(ErasedFlash.Value);
        if (type == SpiffsLayout.FileType && !hasMeta)
        {
            return id;
        }

        List<KeyValuePair<string, string>> attributes = [id[0]];
        if (type != SpiffsLayout.FileType)
        {
            attributes.Add(new("type", type.ToString(CultureInfo.InvariantCulture)));
        }

        if (hasMeta)
        {
            attributes.Add(new("meta", Convert.ToHexStringLower(meta)));
        }

        return attributes;
    }
}
