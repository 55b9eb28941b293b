using System.CommandLine;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs cache</c>: the verbs for the local cache of builds.</summary>
internal sealed class CacheCommand : Command
{
    public CacheCommand(ToolSession session)
        : base("cache", "Counts and prunes the local cache of builds.")
    {
        Add(new CacheStatCommand(session));
        Add(new CachePruneCommand(session));
    }
}
