using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>What one transform did to the files of one image. Safe from several threads.</summary>
internal sealed class TransformTally(string name)
{
    private readonly Lock _lock = new();
    private int _files;
    private int _made;
    private int _dropped;
    private long _before;
    private long _after;

    /// <summary>Whether it met any file.</summary>
    public bool IsUsed
    {
        get
        {
            lock (_lock)
            {
                return _files > 0;
            }
        }
    }

    /// <summary>Counts a file.</summary>
    public void Add(long before, long after, bool made, bool kept)
    {
        lock (_lock)
        {
            _files++;
            _made += made ? 1 : 0;
            _dropped += kept ? 0 : 1;
            _before += before;
            _after += kept ? after : before;
        }
    }

    /// <summary>The figures, without what hangs on a cache; null when it met no file.</summary>
    public TransformFigures? ToFigures() => _files == 0 ? null : new TransformFigures(name, _files, _dropped, _before, _after);

    /// <summary>The line of the build's log; null when it met no file.</summary>
    public string? ToLine(string image)
    {
        if (!IsUsed)
        {
            return null;
        }

        string share = _before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({100.0 * (_after - _before) / _before:+0;-0;0} %)");
        string dropped = _dropped == 0 ? "" : $", {_dropped} kept as they were";
        string cached = _made == _files ? "" : $", {_files - _made} from the cache";
        return string.Create(
            CultureInfo.InvariantCulture, $"{image}: {name}: {Counted.Of(_files, "file")}, {_before} -> {_after} bytes{share}{dropped}{cached}");
    }
}
