using FlashFs.Formats;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>An image that is served, in one of its revisions.</summary>
/// <param name="id">Its number, the same in all revisions.</param>
/// <param name="revision">Which contents it has.</param>
/// <param name="hostLabel">The first part of its preview's host name.</param>
/// <param name="opened">The image.</param>
internal sealed class ServedImage(int id, int revision, string hostLabel, OpenedImage opened)
{
    /// <summary>The largest file that is unpacked at once, in bytes.</summary>
    public const int UnpackedLimit = 32 * 1024 * 1024;

    private readonly Lock _unpacking = new();
    private readonly LinkedList<(int Index, byte[] Contents)> _unpacked = new();
    private long _unpackedSize;
    private WebPages? _pages;

    public int Id => id;

    public int Revision => revision;

    public string HostLabel => hostLabel;

    public OpenedImage Opened => opened;

    public FlashVolume Volume => opened.Volume;

    /// <summary>The web pages in it.</summary>
    public WebPages Pages => _pages ??= new WebPages(Volume);

    /// <summary>
    /// The unpacked contents of a file of up to <see cref="UnpackedLimit"/> bytes. What was unpacked last is kept, so that
    /// many requests for one file unpack it once; together the kept ones have no more bytes than that either.
    /// </summary>
    /// <exception cref="Diagnostics.FlashFormatException">The contents are damaged.</exception>
    public ReadOnlyMemory<byte> Contents(VolumeEntry entry)
    {
        if (Volume.TryMap(entry, out ReadOnlyMemory<byte> mapped))
        {
            return mapped;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, UnpackedLimit);
        lock (_unpacking)
        {
            for (LinkedListNode<(int Index, byte[] Contents)>? node = _unpacked.First; node is not null; node = node.Next)
            {
                if (node.Value.Index == entry.Index)
                {
                    _unpacked.Remove(node);
                    _unpacked.AddFirst(node);
                    return node.Value.Contents;
                }
            }

            byte[] contents = Volume.ReadAll(entry);
            _unpackedSize += contents.Length;
            _unpacked.AddFirst((entry.Index, contents));
            while (_unpackedSize > UnpackedLimit && _unpacked.Last is { } oldest && oldest != _unpacked.First)
            {
                _unpackedSize -= oldest.Value.Contents.Length;
                _unpacked.RemoveLast();
            }

            return contents;
        }
    }

    /// <summary>Reads a part of a file of any length.</summary>
    /// <exception cref="Diagnostics.FlashFormatException">The contents are damaged.</exception>
    public int Read(VolumeEntry entry, long offset, Span<byte> destination)
    {
        if (entry.Length > UnpackedLimit && !Volume.TryMap(entry, out _))
        {
            return Volume.Read(entry, offset, destination);
        }

        ReadOnlySpan<byte> contents = Contents(entry).Span;
        ReadOnlySpan<byte> part = contents[(int)Math.Min(offset, contents.Length)..];
        part = part[..Math.Min(part.Length, destination.Length)];
        part.CopyTo(destination);
        return part.Length;
    }
}
