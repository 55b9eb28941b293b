using System.Buffers;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Espfs;

/// <summary>Packs contents as an image's options, or the file's own choice, ask.</summary>
internal sealed class EspfsPacker(EspfsOptions options)
{
    private readonly HashSet<string> _gzipExtensions = [.. options.GzipExtensions];

    /// <summary>Packs all files, several at a time; the result is in their order. What fails is kept in the file's place.</summary>
    public EspfsPackedFile[] Pack(FlashFileSet files)
    {
        var packed = new EspfsPackedFile[files.Count];
        ParallelRange.For(files.Count, few: 1, index =>
        {
            try
            {
                packed[index] = Pack(files[index]);
            }
            catch (FlashFsException e)
            {
                packed[index] = EspfsPackedFile.Plain(files[index]) with { Failure = e };
            }
        });
        return packed;
    }

    private EspfsPackedFile Pack(FlashFile file)
    {
        FileCompression compression = ChoiceFor(file);
        long length = file.Contents.Length;
        if (compression == FileCompression.None || length == 0 || length > EspfsLayout.MaximumFileLength)
        {
            return EspfsPackedFile.Plain(file);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            Span<byte> contents = rented.AsSpan(0, (int)length);
            file.Contents.CopyTo(contents);
            return compression == FileCompression.Gzip ? Gzip(file, contents) : Heatshrink(file, contents);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private FileCompression ChoiceFor(FlashFile file)
    {
        if (file.Compression is { } chosen)
        {
            return chosen;
        }

        if (_gzipExtensions.Contains(file.Path.Extension))
        {
            return FileCompression.Gzip;
        }

        return options.Compression == EspfsCompression.Heatshrink ? FileCompression.Heatshrink : FileCompression.None;
    }

    // What grows is stored plain; what merely does not shrink stays packed, as mkespfsimage has it.
    private static EspfsPackedFile Gzip(FlashFile file, ReadOnlySpan<byte> contents)
    {
        byte[] member = GzipMember.Pack(contents);
        return member.Length > contents.Length
            ? EspfsPackedFile.Plain(file)
            : new EspfsPackedFile(file, EspfsLayout.GzipFlag, EspfsLayout.NoCompression, member);
    }

    private EspfsPackedFile Heatshrink(FlashFile file, ReadOnlySpan<byte> contents)
    {
        HeatshrinkParameters parameters = options.HeatshrinkParameters;
        byte[] rented = ArrayPool<byte>.Shared.Rent(contents.Length);
        try
        {
            Span<byte> stored = rented.AsSpan(0, contents.Length);
            stored[0] = EspfsLayout.ParameterByte(parameters);
            return Compression.Heatshrink.TryEncode(contents, stored[EspfsLayout.HeatshrinkParameterSize..], parameters, out int written)
                ? new EspfsPackedFile(file, 0, EspfsLayout.HeatshrinkCompression, stored[..(EspfsLayout.HeatshrinkParameterSize + written)].ToArray())
                : EspfsPackedFile.Plain(file);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
