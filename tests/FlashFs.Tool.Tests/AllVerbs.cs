using System.CommandLine;
using FlashFs.Tool.Commands;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Tests;

/// <summary>All verbs that there are, so that no test over all of them misses a new one.</summary>
internal static class AllVerbs
{
    private static readonly ToolSession Nowhere = new() { Out = TextWriter.Null, Error = TextWriter.Null, In = TextReader.Null, Folder = Path.GetTempPath() };

    /// <summary>Each verb with what is typed for it: <c>partitions build</c>.</summary>
    public static IEnumerable<(string Path, Verb Verb)> Of() => Of(FlashFsCommand.Create(Nowhere, []), []);

    private static IEnumerable<(string Path, Verb Verb)> Of(Command command, string[] path) => command.Subcommands.SelectMany(
        below => Of(below, [.. path, below.Name])).Concat(command is Verb verb ? [(string.Join(' ', path), verb)] : []);
}
