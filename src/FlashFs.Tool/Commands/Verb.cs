using System.CommandLine;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary>A verb of the command line.</summary>
internal abstract class Verb : Command
{
    /// <summary>Makes one.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does, in one sentence.</param>
    /// <param name="session">Where it reads and writes.</param>
    /// <param name="examples">Whole command lines for the help; a test runs each.</param>
    protected Verb(string name, string description, ToolSession session, params string[] examples)
        : base(name, description)
    {
        Session = session;
        Examples = examples;
        SetAction(Run);
    }

    /// <summary>Whole command lines for the help.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Where it reads and writes.</summary>
    protected ToolSession Session { get; }

    /// <summary>Adds to the help what stands between the options and the examples.</summary>
    public virtual void WriteMoreHelp(TextWriter writer)
    {
    }

    /// <summary>Does what the verb is for.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="Diagnostics.FlashFsException">Something is wrong with the input.</exception>
    protected abstract int Run(ParseResult arguments);
}
