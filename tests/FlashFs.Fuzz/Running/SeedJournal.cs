using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace FlashFs.Fuzz.Running;

/// <summary>
/// A file with the seeds that are at work, a line each: what is left of a run that a stack overflow ended, of which the
/// process itself can say nothing. It is gone when a run ends as it should.
/// </summary>
internal sealed class SeedJournal : IDisposable
{
    private const int LineLength = 21;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Makes one.</summary>
    /// <param name="folder">The folder that findings go to.</param>
    /// <param name="target">What is attacked.</param>
    /// <param name="workers">How many seeds are at work at a time.</param>
    public SeedJournal(string folder, string target, int workers)
    {
        Directory.CreateDirectory(folder);
        _path = PathOf(folder, target);
        Abandoned = File.Exists(_path) ? [.. File.ReadAllLines(_path).Select(line => line.Trim('\0', ' ')).Where(line => line.Length > 0)] : [];
        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, workers * LineLength);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>The seeds that an earlier run was at when its process ended.</summary>
    public IReadOnlyList<string> Abandoned { get; }

    /// <summary>Where the journal of a target is.</summary>
    public static string PathOf(string folder, string target) => Path.Combine(folder, $"{target}.running");

    /// <summary>Notes a seed, before its image is made.</summary>
    public void Begin(int worker, ulong seed)
    {
        Span<byte> line = stackalloc byte[LineLength];
        seed.TryFormat(line, out _, "D20", CultureInfo.InvariantCulture);
        line[^1] = (byte)'\n';
        _view.SafeMemoryMappedViewHandle.WriteSpan((ulong)(worker * LineLength), line);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
