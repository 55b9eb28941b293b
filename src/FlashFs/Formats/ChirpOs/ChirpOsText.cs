using FlashFs.Compression;

namespace FlashFs.Formats.ChirpOs;

/// <summary>A JSON text about to be saved, with the places of the files in it.</summary>
/// <param name="Json">The text.</param>
/// <param name="Files">The files that are in it, in the order of the text.</param>
internal sealed record ChirpOsText(ReadOnlyMemory<char> Json, IReadOnlyList<(ChirpFile File, ChirpOsPlaces Places)> Files)
{
    /// <summary>Packs the text: units without the 32 that the form adds.</summary>
    public ReadOnlySpan<ushort> Pack() => LzStringEncoder.Encode(Json.Span, LzStringUtf16Units.BitsPerUnit);

    /// <summary>Packs the text, and finds the bytes in the saved string that each file begins and ends at.</summary>
    public ReadOnlySpan<ushort> Pack(out Dictionary<ChirpFile, ChirpOsPlaces> places)
    {
        int[] inText = [.. Files.SelectMany(Flatten)];
        int[] units = new int[inText.Length];
        ReadOnlySpan<ushort> packed = LzStringEncoder.Encode(Json.Span, LzStringUtf16Units.BitsPerUnit, inText, units);
        places = Assign(index => (long)units[index] * ChirpOsLayout.UnitSize);
        return packed;
    }

    /// <summary>Finds the bytes in the UTF-8 of the text that each file begins and ends at.</summary>
    public Dictionary<ChirpFile, ChirpOsPlaces> PlacesInUtf8()
    {
        int[] inText = [.. Files.SelectMany(Flatten)];
        long[] offsets = ChirpOsUtf8.OffsetsOf(Json.Span, inText);
        return Assign(index => offsets[index]);
    }

    private static IEnumerable<int> Flatten((ChirpFile File, ChirpOsPlaces Places) file) =>
        [(int)file.Places.Start, (int)file.Places.DataStart, (int)file.Places.DataEnd, (int)file.Places.End];

    private Dictionary<ChirpFile, ChirpOsPlaces> Assign(Func<int, long> offset)
    {
        var places = new Dictionary<ChirpFile, ChirpOsPlaces>(Files.Count);
        for (int i = 0; i < Files.Count; i++)
        {
            int first = i * 4;
            places.Add(Files[i].File, new ChirpOsPlaces(offset(first), offset(first + 1), offset(first + 2), offset(first + 3)));
        }

        return places;
    }
}
