using System.Text;

namespace FlashFs.Scripting;

/// <summary>Tells by what the first bytes of bytecode show which engine it is for.</summary>
public static class BytecodeEngines
{
    /// <summary>How many bytes of a file show all that there is to see.</summary>
    public const int HeadLength = 128;

    // Duktape 2: 0xBF, which begins no text in UTF-8.
    private const byte DuktapeMark = 0xBF;

    /// <summary>The engine of bytecode, as far as it shows; null for an empty file.</summary>
    public static string? Recognise(ReadOnlySpan<byte> bytecode)
    {
        if (bytecode.IsEmpty)
        {
            return null;
        }

        ReadOnlySpan<byte> mark = Encoding.ASCII.GetBytes(PlaceholderCompiler.Mark);
        if (bytecode.StartsWith(mark))
        {
            ReadOnlySpan<byte> rest = bytecode[mark.Length..];
            int end = rest.IndexOf((byte)' ');
            string engine = Encoding.ASCII.GetString(rest[..Math.Clamp(end, 0, 40)]);
            return $"placeholder for {string.Concat(engine.Select(letter => char.IsControl(letter) ? '?' : letter))}";
        }

        return bytecode[0] switch
        {
            DuktapeMark => "duktape 2",
            < 0x20 and not (byte)'\t' and not (byte)'\n' and not (byte)'\r' => $"bytecode of version {bytecode[0]}",
            _ => "source",
        };
    }

    /// <summary>The engines of several files, each once, in ordinal order.</summary>
    /// <param name="files">The files, or the first <see cref="HeadLength"/> bytes of each.</param>
    public static IEnumerable<string> In(IEnumerable<ReadOnlyMemory<byte>> files) => files.Select(bytes => Recognise(bytes.Span)).OfType<string>()
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What to say of an image with more than one.</summary>
    /// <param name="engines">The engines.</param>
    /// <param name="subject">Whose bytecode: <c>its</c>, or <c>The</c> at the beginning of a message.</param>
    public static string Describe(IReadOnlyCollection<string> engines, string subject = "its") =>
        $"{subject} bytecode is for {engines.Count} engines ({string.Join("; ", engines)}), and a device has one; compile all modules with one engine.";
}
