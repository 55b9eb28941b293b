using System.CommandLine;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs cache prune</c>: removes from a local cache what is too old or too much.</summary>
internal sealed class CachePruneCommand : CacheVerb
{
    private readonly Option<string?> _size = new("--max-size")
    {
        Description = "The bytes that may stay, as FlashCacheMaxSize; 512MB when not given, 0 empties it.",
        HelpName = "N",
    };

    private readonly Option<string?> _age = new("--max-age")
    {
        Description = "The days that what nobody used may stay, as FlashCacheMaxAge; 30 when not given.",
        HelpName = "DAYS",
    };

    public CachePruneCommand(ToolSession session)
        : base(
            "prune",
            "Removes from a local cache what nobody used for long, and then the oldest until the rest fits.",
            session,
            "flashfs cache prune",
            "flashfs cache prune --path obj/flash/cache --max-size 256MB --max-age 7")
    {
        Add(_size);
        Add(_age);
    }

    protected override Func<LocalStore, CacheReport>? Prepare(ParseResult arguments, DiagnosticBag diagnostics)
    {
        LocalStoreLimits standard = LocalStoreLimits.Default;
        long? size = NumberText.Parse("--max-size", arguments.GetValue(_size), diagnostics);
        long? age = NumberText.Parse("--max-age", arguments.GetValue(_age), diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        var limits = new LocalStoreLimits(size ?? standard.MaxSize, age is { } days ? LocalStoreLimits.Days(days) : standard.MaxAge);
        return store =>
        {
            LocalStorePruning pruning = store.Prune(limits);
            return new CacheReport(pruning.Left, pruning.RemovedFiles, pruning.RemovedSize);
        };
    }
}
