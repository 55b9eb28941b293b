using System.Collections.Concurrent;
using System.Security.Cryptography;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>Runs transforms: each on each contents once in a build, and not at all where a cache has the result. Safe from several threads.</summary>
internal sealed class TransformRunner(BuildCache? cache, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Question> _results = new(StringComparer.Ordinal);

    /// <summary>The file with what a transform makes of its contents, under the path that it gives it.</summary>
    /// <exception cref="FlashFsException">The transform failed.</exception>
    public TransformResult Run(ContentTransform transform, FlashFile file)
    {
        cancellation.ThrowIfCancellationRequested();
        TransformResult result = transform.IsCheap ? RunCheaply(transform, file) : RunOnce(transform, file);
        return result with { File = file with { Path = transform.PathOf(file.Path), Contents = result.File.Contents } };
    }

    private static TransformResult RunCheaply(ContentTransform transform, FlashFile file)
    {
        ReadOnlyMemory<byte> bytes = transform.Run(InputOf(file), CancellationToken.None);
        byte[] sha256 = SHA256.HashData(bytes.Span);
        bool same = file.Contents.KnownSha256.Span.SequenceEqual(sha256);
        return new TransformResult(same ? file : file with { Contents = new TransformedContents(transform, file, bytes.Length, sha256) }, WasMade: true);
    }

    private static TransformInput InputOf(FlashFile file) => new(file.Path, file.Contents.ToMemory(), file.Source);

    // Two images with one file ask for the same at once: the second waits for the first, and has its error too.
    private TransformResult RunOnce(ContentTransform transform, FlashFile file)
    {
        string key = KeyOf(transform, file);
        (FlashFile asker, Lazy<TransformResult> result) = _results.GetOrAdd(key, _ => new Question(file, new Lazy<TransformResult>(() => FindOrMake(key, transform, file))));
        try
        {
            return result.Value;
        }
        catch (FlashFsException) when (asker.Path != file.Path || asker.Source != file.Source)
        {
            return FindOrMake(key, transform, file); // another file with the same contents: the error has to name this one
        }
    }

    private TransformResult FindOrMake(string key, ContentTransform transform, FlashFile file)
    {
        string name = $"{transform.Name} {file.Path}";
        CacheReach reach = transform.IsCheckable || cache is { TrustsRemote: true } ? CacheReach.Remote : CacheReach.Local;
        CacheEntry? entry = cache?.TryGet(key, name, reach, entry =>
            !entry.IsRemote || !transform.IsCheckable || transform.Explains(file.Contents.ToArray(), entry.Contents)
                ? null
                : $"it is not what {transform.Name} makes of this file");
        if (entry is not null)
        {
            return new TransformResult(file with { Contents = cache!.ContentsOf(entry, name) }, WasMade: false);
        }

        // What is kept under the hash of an input is made of that input, whatever happened to its file meanwhile.
        ReadOnlyMemory<byte> bytes = transform.Run(InputOf(file with { Contents = UnchangedContents.Of(file) }), cancellation);
        byte[] sha256 = SHA256.HashData(bytes.Span);
        return new TransformResult(file with { Contents = cache?.Keep(key, name, bytes, sha256) ?? FlashContents.FromMemory(bytes, sha256) }, WasMade: true);
    }

    private static string KeyOf(ContentTransform transform, FlashFile file)
    {
        using var key = new CacheKey();
        ReadOnlySpan<byte> sha256 = file.Contents.KnownSha256.IsEmpty ? SHA256.HashData(file.Contents.ToArray()) : file.Contents.KnownSha256.Span;
        transform.AddTo(key.Add("kind", "transform 1"), file.Path);
        return key.Add("contents", sha256).ToHex();
    }

    /// <summary>A transform of certain contents, asked for.</summary>
    /// <param name="Asker">The file that asked first.</param>
    /// <param name="Result">What came of it.</param>
    private sealed record Question(FlashFile Asker, Lazy<TransformResult> Result);
}
