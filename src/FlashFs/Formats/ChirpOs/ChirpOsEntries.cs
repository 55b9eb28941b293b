using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Lists the files of a tree, with where they lie in the image.</summary>
internal sealed class ChirpOsEntries(Dictionary<ChirpFile, ChirpOsPlaces> places, Dictionary<ChirpFile, ChirpOsStoredNode> origins)
{
    private readonly StringBuilder _path = new();
    private long _pathLength;

    /// <summary>The entries, in the order of the tree.</summary>
    public List<VolumeEntry> Entries { get; } = [];

    /// <summary>The files, one an entry.</summary>
    public List<ChirpFile> Files { get; } = [];

    /// <summary>Lists the files of a tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="damage">Takes it when paths are so long that not all can be listed.</param>
    public void Add(ChirpRootDirectory root, ChirpOsDamageList damage)
    {
        // The lengths that the path has in the directories that are open.
        var lengths = new List<int>();
        foreach (ChirpNode node in ChirpOsWalk.Nodes(root))
        {
            int depth = node.Depth - 1;
            lengths.RemoveRange(depth, lengths.Count - depth);
            _path.Length = depth == 0 ? 0 : lengths[^1];
            _path.Append(depth == 0 ? "" : "/").Append(node.Name);
            if (node is not ChirpFile file)
            {
                lengths.Add(_path.Length);
                continue;
            }

            _pathLength += _path.Length;
            if (_pathLength > ChirpOsLayout.MaximumPathLength)
            {
                damage.Add(DiagnosticCodes.InvalidField, -1, $"paths of together at most {ChirpOsLayout.MaximumPathLength} characters", "longer ones; not all files are listed");
                return;
            }

            Add(file);
        }
    }

    private void Add(ChirpFile file)
    {
        ChirpOsPlaces place = places.GetValueOrDefault(file);
        long length = ChirpOsBytes.CountOf(file.Span, file.IsBinary);
        Entries.Add(new VolumeEntry(Entries.Count, _path.ToString(), length, place.DataLength, place.Start)
        {
            IsDamaged = origins.TryGetValue(file, out ChirpOsStoredNode? origin) && origin.IsDamaged,
            Attributes = Attributes(file, inBase: !places.ContainsKey(file)),
        });
        Files.Add(file);
    }

    private static List<KeyValuePair<string, string>> Attributes(ChirpFile file, bool inBase)
    {
        string contents = file.IsBinary ? "binary" : ChirpOsBytes.HasUnpairedSurrogate(file.Span) ? "text with halves of surrogate pairs" : "text";
        var attributes = new List<KeyValuePair<string, string>> { new("contents", contents) };
        if (inBase)
        {
            attributes.Add(new("from", "base"));
        }

        ChirpNodeInfo info = file.Info;
        foreach ((string name, long time) in new[] { ("created", info.Created), ("modified", info.Modified), ("accessed", info.Accessed) })
        {
            if (time != 0)
            {
                attributes.Add(new(name, time.ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (info.Flags != ChirpFlags.None)
        {
            attributes.Add(new("flags", ((int)info.Flags).ToString(CultureInfo.InvariantCulture)));
        }

        return attributes;
    }
}
