using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>
/// The outputs of one stage in one folder. What holds the right bytes already stays untouched; the rest is written beside
/// its place, and all of it is put in place at once when everything succeeded. Disposing without committing leaves the
/// former outputs as they were.
/// </summary>
internal sealed class OutputSet(string folder, BuildState? before) : IDisposable
{
    // To write less takes no longer than to have it as memory.
    private const int ShortestMapped = 1 << 23;

    private readonly List<MappedOutput> _mapped = [];
    private readonly List<TemporaryFile> _pending = [];
    private readonly List<Task> _writing = [];
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>Whether anything was or will be written.</summary>
    public bool HasChanges => _pending.Count > 0;

    /// <summary>The rooted path of an output.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Takes memory for an output to be made in: its file, where a file can be memory. Then nobody writes it once more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="memory">What the memory goes with.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "It goes with the others.")]
    public Memory<byte> Take(string name, int length, StageMemory memory)
    {
        if (length < ShortestMapped || !FileBlock.IsKnown || TryBegin(name) is not { } file)
        {
            return memory.Take(length);
        }

        if (file.TryMap(length) is not { } block)
        {
            file.Dispose();
            return memory.Take(length);
        }

        memory.Own(block);
        _mapped.Add(new MappedOutput(name, block.Memory, file));
        return block.Memory;
    }

    /// <summary>Adds an output of bytes.</summary>
    /// <returns>Whether it will be written; false when the file holds these bytes already.</returns>
    public bool Add(string name, ReadOnlyMemory<byte> bytes) => Add(name, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));

    /// <summary>Adds an output of bytes whose hash is known. They are written while others are made, and must not change until <see cref="Commit"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="sha256">Their SHA-256, lower-case hexadecimal.</param>
    /// <param name="spent">
    /// Memory that nobody uses any more, and that goes before the bytes are written, if they are not in their file already: the file takes
    /// as much. To give it back takes a while too, and a system gives memory first to the core that gave it back.
    /// </param>
    /// <returns>Whether there is another file; false when the file holds these bytes already, and then the memory is as it was.</returns>
    public bool Add(string name, ReadOnlyMemory<byte> bytes, string sha256, IDisposable? spent = null)
    {
        if (Holds(name, bytes.Length, sha256))
        {
            return false;
        }

        if (_mapped.Find(output => output.Name == name && output.Bytes.Equals(bytes)) is { } mapped)
        {
            _pending.Add(mapped.File);
            _mapped.Remove(mapped);
            return true;
        }

        TemporaryFile file = Begin(name, bytes.Length);
        _writing.Add(Task.Run(() =>
        {
            spent?.Dispose();
            file.Write(bytes.Span);
        }));
        return true;
    }

    /// <summary>Adds an output whose hash is known before it is written: a copy of something hashed, or another name of it.</summary>
    /// <returns>Whether it will be written; false when the file holds these bytes already.</returns>
    public bool Add(OutputContents output)
    {
        if (Holds(output.Name, output.Length, output.Sha256) && !output.IsAnew)
        {
            return false;
        }

        if (output.Original is { } original && OutputFile.TryLink(PathOf(output.Name), original, _pending))
        {
            return true;
        }

        TemporaryFile file = Begin(output.Name, output.Length);
        try
        {
            output.Write(file.Stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputFile.NotWritable(PathOf(output.Name), e, output.Length);
        }

        return true;
    }

    /// <summary>Adds an output that is known to be right: it was checked against the state.</summary>
    public void Keep(string name, string sha256) => _hashes[name] = sha256;

    /// <summary>Puts everything in place and records it as it is now.</summary>
    /// <returns>The outputs, in the ordinal order of their names.</returns>
    public IReadOnlyList<OutputStamp> Commit()
    {
        foreach (Task writing in _writing)
        {
            writing.GetAwaiter().GetResult();
        }

        _pending.ForEach(file => file.Commit());
        return [.. _hashes.Keys.Order(StringComparer.Ordinal).Select(name => OutputStamp.Of(folder, name, _hashes[name]))];
    }

    /// <summary>Deletes what a former build left and nothing makes any more; only what its state says is ours goes.</summary>
    /// <returns>The names of what was deleted.</returns>
    public IReadOnlyList<string> DeleteObsolete()
    {
        string[] obsolete = [.. (before?.Outputs ?? []).Select(output => output.Name).Where(name => !_hashes.ContainsKey(name))];
        BuildOutputs.Delete(folder, obsolete);
        return obsolete;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What is still being written when something else failed is waited for; the first error is the one that is reported.
        foreach (Task writing in _writing)
        {
            writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }

        _pending.ForEach(file => file.Dispose());
        _mapped.ForEach(output => output.File.Dispose());
    }

    private bool Holds(string name, long length, string sha256)
    {
        _hashes[name] = sha256;
        OutputStamp? known = before?.Output(name);

        // What nobody touched since the last build holds what that build left; only anything else has to be read.
        return known is not null && known.IsIntact(folder)
            ? known.Sha256 == sha256
            : new OutputStamp(name, length, 0, sha256).Check(folder) is OutputCheck.Intact or OutputCheck.Touched;
    }

    // What is wrong with the folder is said when the output is added. Room is taken when the file becomes memory.
    private TemporaryFile? TryBegin(string name)
    {
        try
        {
            return OutputFile.Create(PathOf(name));
        }
        catch (FlashFsException)
        {
            return null;
        }
    }

    private TemporaryFile Begin(string name, long length)
    {
        TemporaryFile file = OutputFile.Create(PathOf(name), length);
        _pending.Add(file);
        return file;
    }

    /// <summary>An output that is made in its file.</summary>
    private sealed record MappedOutput(string Name, ReadOnlyMemory<byte> Bytes, TemporaryFile File);
}
