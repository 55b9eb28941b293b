namespace FlashFs.Transforms;

/// <summary>Where the commands of a project run.</summary>
/// <param name="Folder">The folder of the project: commands run here.</param>
/// <param name="WorkFolder">A folder for the files that commands read and write; the same for every configuration, as tools like to write the name of their input into their output.</param>
/// <param name="TimeLimit">How long one command may take.</param>
public sealed record CommandSurroundings(string Folder, string WorkFolder, TimeSpan TimeLimit)
{
    /// <summary>A minute.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Ends what the commands leave behind.</summary>
    internal ProcessSweeper? Sweeper { get; init; }
}
