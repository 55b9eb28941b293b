using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>
/// Guesses the options of an image of unknown origin. Page size, block size and byte order show in magic and lookup tables;
/// name and metadata length in where the tables of data pages begin; what decides is how many files are whole.
/// </summary>
/// <remarks>Costs about as much as opening the image a dozen times, whatever is in it.</remarks>
public static class SpiffsGeometryGuess
{
    private const int MaxBases = 3;
    private const int MaxSplits = 4;
    private const int UsualMetaLength = 4;

    // Name and metadata lengths that are in use somewhere; with and without alignment they give different table offsets.
    private static readonly (int Name, int Meta, bool Aligned)[] Known =
    [
        (32, 4, false), (32, 0, false), (32, 0, true), (64, 4, false), (64, 0, false), (64, 0, true), (32, 16, true), (32, 4, true),
    ];

    private static readonly int[] UsualNameLengths = [32, 64, 128, 48, 24, 16, 256];

    /// <summary>The options that the image may have been made with, the likeliest first; empty when it does not look like SPIFFS at all.</summary>
    public static IReadOnlyList<SpiffsGeometryCandidate> Rank(ReadOnlyMemory<byte> image)
    {
        var candidates = new List<SpiffsGeometryCandidate>();
        foreach ((SpiffsOptions options, int score, string reason) in Bases(image.Span))
        {
            SpiffsGeometry geometry = SpiffsGeometry.Create(options);
            var sample = SpiffsHeaderSample.Take(new SpiffsScan(image, geometry, new SpiffsDamageList()));
            foreach (SpiffsOptions[] alike in Splits(options with { LeadingSlash = sample.LeadingSlash }, sample))
            {
                candidates.AddRange(Score(image, alike, score, reason));
            }
        }

        // Stable: of equals the likelier stays first.
        return [.. candidates.OrderByDescending(candidate => candidate.Score)];
    }

    private static IEnumerable<(SpiffsOptions Options, int Score, string Reason)> Bases(ReadOnlySpan<byte> image)
    {
        var bases = new List<(SpiffsOptions Options, int Score, string Reason)>();
        foreach (SpiffsMagicMatch match in SpiffsMagicSearch.All(image).Take(MaxBases))
        {
            // A magic without length fits larger blocks as well; their lookup tables then are no such thing.
            var agreement = SpiffsLookupAgreement.Count(image, SpiffsGeometry.Create(match.Options));
            int pages = Math.Max(1, agreement.Agreeing + agreement.Disagreeing);
            string length = match.FitsLength ? "" : $", which speaks of {match.BlockCount} blocks where there are {match.Blocks}";
            bases.Add((
                match.Options,
                (int)((long)match.Score * (pages - agreement.Disagreeing) / pages),
                $"the magic of {match.Matches} of {match.Expected} blocks fits{length}, lookup tables agree with {agreement.Agreeing} of {agreement.Agreeing + agreement.Disagreeing} pages"));
        }

        if (bases.Count == 0)
        {
            foreach (SpiffsGeometry geometry in SpiffsMagicSearch.UsualGeometries(useMagic: false, image.Length))
            {
                var agreement = SpiffsLookupAgreement.Count(image, geometry);
                if (agreement.Score(100) is > 0 and int score)
                {
                    bases.Add((geometry.Options with { UseMagicLength = false }, score, $"no magic, and lookup tables that agree with {agreement.Agreeing} of {agreement.Agreeing + agreement.Disagreeing} pages"));
                }
            }
        }

        return bases.OrderByDescending(candidate => candidate.Score).Take(MaxBases);
    }

    // Arrays of options that place the tables alike, and so read the image alike; in each the likeliest first.
    private static IEnumerable<SpiffsOptions[]> Splits(SpiffsOptions options, SpiffsHeaderSample sample)
    {
        if (sample.TableOffsets.Count == 0)
        {
            return Known
                .Where(known => known.Name >= sample.LongestName && known.Name <= sample.FirstBehindNames)
                .Select(known => options with { NameLength = known.Name, MetaLength = known.Meta, AlignedIndexTables = known.Aligned })
                .Where(IsPossible)
                .Select(split => (SpiffsOptions[])[split]);
        }

        return sample.TableOffsets.Select(offset => Alike(options, sample, offset)).Where(alike => alike.Length > 0);
    }

    private static SpiffsOptions[] Alike(SpiffsOptions options, SpiffsHeaderSample sample, int tableOffset)
    {
        int room = tableOffset - SpiffsLayout.NameOffset;
        int longest = Math.Min(room, sample.FirstBehindNames);
        IEnumerable<(int Name, int Meta, bool Aligned)> known = Known.Where(split => TableOffset(split) == tableOffset);

        // Metadata of 0 or 4 bytes is what nearly every device has; any other length is a name length that is not usual.
        int[] likely = [.. UsualNameLengths.Append(room).Append(room - UsualMetaLength).OrderBy(name => room - name is 0 or UsualMetaLength ? 0 : 1)];
        IEnumerable<int> names = sample.FirstBehindNames < room ? [sample.FirstBehindNames, .. likely] : likely;
        IEnumerable<(int Name, int Meta, bool Aligned)> other = names.Select(name => (name, room - name, false));
        return [.. known.Concat(other)
            .Where(split => split.Name >= Math.Max(2, sample.LongestName) && split.Name <= longest && split.Meta >= 0)
            .Distinct()
            .Select(split => options with { NameLength = split.Name, MetaLength = split.Meta, AlignedIndexTables = split.Aligned })
            .Where(IsPossible)
            .Take(MaxSplits)];
    }

    private static IEnumerable<SpiffsGeometryCandidate> Score(ReadOnlyMemory<byte> image, SpiffsOptions[] alike, int baseScore, string baseReason)
    {
        SpiffsVolume volume = SpiffsVolume.Open(image, alike[0], ReadMode.Salvage);
        int files = volume.Entries.Count;
        int whole = volume.WholeFiles;
        int printable = volume.Entries.Count(entry => entry.Name.Length > 0 && !entry.Name.Any(letter => char.IsControl(letter) || letter == '\uFFFD'));
        int score = files == 0 ? baseScore / 2 : (int)((long)baseScore * (whole * 3 + printable) / (files * 4));
        string table = $"tables of data pages at offset {SpiffsGeometry.Create(alike[0]).HeaderTableOffset}";
        for (int i = 0; i < alike.Length; i++)
        {
            string[] reasons =
            [
                baseReason,
                files == 0 ? "there are no files to tell name and metadata length by" : $"whole are {whole} of {Counted.Of(files, "file")}, printable {printable} of the names",
                i == 0 ? table : $"{table}, as with nameLength {alike[0].NameLength} and metaLength {alike[0].MetaLength}: both read alike",
            ];
            yield return new SpiffsGeometryCandidate(alike[i], Math.Max(0, score - i), whole, files, reasons);
        }
    }

    private static int TableOffset((int Name, int Meta, bool Aligned) split)
    {
        int offset = SpiffsLayout.NameOffset + split.Name + split.Meta;
        return split.Aligned ? offset + (offset & 1) : offset;
    }

    private static bool IsPossible(SpiffsOptions options) => SpiffsGeometry.TryCreate(options, new Diagnostics.DiagnosticBag(), out _);
}
