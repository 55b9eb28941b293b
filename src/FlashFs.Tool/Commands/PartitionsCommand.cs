using System.CommandLine;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs partitions</c>: the verbs that turn partition tables from one form into the other.</summary>
internal sealed class PartitionsCommand : Command
{
    public PartitionsCommand(ToolSession session)
        : base("partitions", "Builds and shows partition tables.")
    {
        Add(new PartitionsBuildCommand(session));
        Add(new PartitionsShowCommand(session));
    }
}
