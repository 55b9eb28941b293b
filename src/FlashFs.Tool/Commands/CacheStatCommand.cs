using System.CommandLine;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs cache stat</c>: how much a local cache holds.</summary>
internal sealed class CacheStatCommand(ToolSession session) : CacheVerb(
    "stat",
    "Counts what a local cache holds.",
    session,
    "flashfs cache stat",
    "flashfs cache stat --json")
{
    protected override Func<LocalStore, CacheReport> Prepare(ParseResult arguments, DiagnosticBag diagnostics) => store => new CacheReport(store.Stat());
}
