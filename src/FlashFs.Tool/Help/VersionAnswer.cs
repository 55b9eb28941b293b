using System.CommandLine;
using System.CommandLine.Invocation;
using FlashFs.Pipeline;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Help;

/// <summary>Says the version of the library, which is that of the tool.</summary>
internal sealed class VersionAnswer(ToolSession session) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        session.Out.WriteLine(ToolRevision.Version);
        return ExitStatus.Done;
    }
}
