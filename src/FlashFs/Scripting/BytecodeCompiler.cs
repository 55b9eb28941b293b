using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Transforms;

namespace FlashFs.Scripting;

/// <summary>Turns a module into bytecode: <c>x.js</c> into <c>x.bc</c>.</summary>
public abstract class BytecodeCompiler : ContentTransform
{
    /// <summary>The extension of bytecode.</summary>
    public const string Extension = ".bc";

    /// <summary>The engine and its version, as manifest and messages name it.</summary>
    public abstract string Engine { get; }

    /// <summary>What is put around a module.</summary>
    public BytecodeWrapper Wrapper { get; init; }

    /// <inheritdoc/>
    public sealed override FlashPath PathOf(FlashPath path) => FlashPath.Parse(Path.ChangeExtension(path.Value, Extension));

    /// <inheritdoc/>
    public sealed override void AddTo(CacheKey key, FlashPath path)
    {
        key.Add("bytecode", Engine).Add("wrapper", Wrapper.ToString());
        AddEngineTo(key, path);
    }

    /// <inheritdoc/>
    public sealed override ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation) =>
        Compile(Wrapper == BytecodeWrapper.CommonJs ? input with { Contents = Wrap(input.Contents.Span) } : input, cancellation);

    /// <summary>Adds what the result depends on beside engine, wrapper and contents.</summary>
    protected abstract void AddEngineTo(CacheKey key, FlashPath path);

    /// <summary>Compiles a module that was wrapped already.</summary>
    /// <exception cref="FlashFsException">FLASHFS4026: the engine says that it is wrong.</exception>
    protected abstract ReadOnlyMemory<byte> Compile(TransformInput input, CancellationToken cancellation);

    /// <summary>How many characters the wrapper puts before the first line.</summary>
    protected int ColumnsBefore => Wrapper == BytecodeWrapper.CommonJs ? WrapperStart.Length : 0;

    private static ReadOnlySpan<byte> WrapperStart => "(function(require,exports,module){"u8;

    private static byte[] Wrap(ReadOnlySpan<byte> source)
    {
        // A line that begins with #! is a comment only where a program begins; behind the wrapper it has to be one by itself.
        ReadOnlySpan<byte> body = source.StartsWith("#!"u8) ? source[2..] : source;
        ReadOnlySpan<byte> comment = source.StartsWith("#!"u8) ? "//"u8 : default;
        return [.. WrapperStart, .. comment, .. body, .. "\n})"u8];
    }
}
