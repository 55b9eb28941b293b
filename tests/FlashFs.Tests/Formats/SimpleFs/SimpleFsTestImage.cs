using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>Lays out Simple FS images by hand, lies included; shares nothing with the writer.</summary>
internal sealed class SimpleFsTestImage
{
    private readonly List<uint> _table = [];
    private readonly List<byte> _blobs = [];

    public uint BlobLength => (uint)_blobs.Count;

    /// <summary>A file as fs-packer puts it, apart from what is said otherwise.</summary>
    public SimpleFsTestImage Add(
        string name,
        string contents,
        bool countsNul = false,
        uint? nameOffset = null,
        uint? nameLength = null,
        uint? contentsOffset = null,
        uint? contentsLength = null,
        string terminator = "\0") =>
        Add(Encoding.UTF8.GetBytes(name), contents, countsNul, nameOffset, nameLength, contentsOffset, contentsLength, terminator);

    public SimpleFsTestImage Add(
        byte[] name,
        string contents,
        bool countsNul = false,
        uint? nameOffset = null,
        uint? nameLength = null,
        uint? contentsOffset = null,
        uint? contentsLength = null,
        string terminator = "\0")
    {
        uint start = BlobLength;
        _blobs.AddRange([.. name, 0]);
        byte[] bytes = Encoding.UTF8.GetBytes(contents);
        Row(
            nameOffset ?? start,
            nameLength ?? (uint)(name.Length + (countsNul ? 1 : 0)),
            contentsOffset ?? BlobLength,
            contentsLength ?? (uint)bytes.Length);
        _blobs.AddRange([.. bytes, .. Encoding.UTF8.GetBytes(terminator)]);
        return this;
    }

    public SimpleFsTestImage Row(uint nameOffset, uint nameLength, uint contentsOffset, uint contentsLength)
    {
        _table.AddRange([nameOffset, nameLength, contentsOffset, contentsLength]);
        return this;
    }

    public SimpleFsTestImage Raw(string bytes)
    {
        _blobs.AddRange(Encoding.UTF8.GetBytes(bytes));
        return this;
    }

    public byte[] ToArray(uint? count = null)
    {
        byte[] image = new byte[4 + (4 * _table.Count) + _blobs.Count];
        BinaryPrimitives.WriteUInt32LittleEndian(image, count ?? (uint)_table.Count / 4);
        for (int i = 0; i < _table.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4 + (4 * i)), _table[i]);
        }

        _blobs.CopyTo(image, 4 + (4 * _table.Count));
        return image;
    }
}
