using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>
/// Turns contents into contents. Pure: the result depends on the contents and on what <see cref="AddTo"/> adds to the key, and on
/// nothing else, so that it can be kept and taken by other builds. Safe from several threads.
/// </summary>
public abstract class ContentTransform
{
    /// <summary>The name, for messages and the report.</summary>
    public abstract string Name { get; }

    /// <summary>Whether making the result again costs about as much as looking it up: then it is never kept.</summary>
    public virtual bool IsCheap => false;

    /// <summary>
    /// Whether <see cref="Explains"/> can tell a right result from a wrong one. What cannot be checked is taken from a remote cache
    /// only where the project trusts it.
    /// </summary>
    public virtual bool IsCheckable => false;

    /// <summary>The path of the result.</summary>
    public virtual FlashPath PathOf(FlashPath path) => path;

    /// <summary>Adds everything beside the contents that the result depends on.</summary>
    public abstract void AddTo(CacheKey key, FlashPath path);

    /// <summary>Whether a result is one of these contents.</summary>
    public virtual bool Explains(ReadOnlySpan<byte> contents, ReadOnlyMemory<byte> result) => false;

    /// <summary>Makes the result.</summary>
    /// <exception cref="FlashFsException">It cannot be made, with the code of the reason.</exception>
    public abstract ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation);
}
