using System.Security.Cryptography;
using System.Text;
using FlashFs.Caching;
using FlashFs.Files;
using FlashFs.Transforms;

namespace FlashFs.Scripting;

/// <summary>
/// Bytecode that is none: a comment that names engine and source, then the source. An engine takes a file that does not begin
/// with the version of its bytecode for source, and runs it: modules can be named, found and shipped as bytecode before there is
/// a compiler for them.
/// </summary>
/// <remarks>
/// The first line is <c>/* flashfs-bytecode placeholder 1 engine=ID sha256=HEX */</c> and a line feed; the hash, 64 lower-case
/// hexadecimal digits, is that of the source that follows; of a source with a hashbang, whose two characters become a comment, it is that of the source before.
/// </remarks>
public sealed class PlaceholderCompiler(string target) : BytecodeCompiler
{
    internal const string Mark = "/* flashfs-bytecode placeholder 1 engine=";

    /// <inheritdoc/>
    public override string Name => "Placeholder";

    /// <inheritdoc/>
    public override bool IsCheap => true;

    /// <inheritdoc/>
    public override string Engine => $"placeholder 1 for {target}";

    /// <inheritdoc/>
    protected override void AddEngineTo(CacheKey key, FlashPath path) => key.Add("transform", "Placeholder 1");

    /// <inheritdoc/>
    protected override ReadOnlyMemory<byte> Compile(TransformInput input, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> source = input.Contents.Span;
        string line = $"{Mark}{target} sha256={Convert.ToHexStringLower(SHA256.HashData(source))} */\n";

        // A hashbang is a comment in the first line only, which it no longer is.
        return source.StartsWith("#!"u8)
            ? (byte[])[.. Encoding.ASCII.GetBytes(line), .. "//"u8, .. source[2..]]
            : (byte[])[.. Encoding.ASCII.GetBytes(line), .. source];
    }
}
