using System.CommandLine;
using System.CommandLine.Invocation;
using FlashFs.Diagnostics;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool;

/// <summary>The tool from a command line to an exit status; everything it touches comes in as a session.</summary>
internal static class FlashFsApp
{
    /// <summary>Runs one command line.</summary>
    /// <returns>0 done, 1 failed or damage found, 2 wrong usage.</returns>
    public static int Run(IReadOnlyList<string> arguments, ToolSession session)
    {
        try
        {
            return Invoke(arguments, session);
        }
        catch (FlashFsException e)
        {
            return session.Report(e.Diagnostics);
        }
        finally
        {
            session.Out.Flush();
            session.Error.Flush();
        }
    }

    private static int Invoke(IReadOnlyList<string> arguments, ToolSession session)
    {
        // An argument that begins with @ is a file of that name, not a list of further arguments.
        ParseResult parsed = FlashFsCommand.Create(session, arguments)
            .Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return session.Report(UsageErrors.Of(parsed));
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = session.Out,
            Error = session.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }
}
