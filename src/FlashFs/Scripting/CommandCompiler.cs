using System.Text.RegularExpressions;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Transforms;

namespace FlashFs.Scripting;

/// <summary>Compiles with a program: that of Duktape, or the project's own.</summary>
public sealed partial class CommandCompiler : BytecodeCompiler
{
    private readonly CompilingCommand _command;
    private readonly string _engine;

    /// <summary>Makes a compiler.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="engine">The engine with its version.</param>
    /// <param name="command">The command.</param>
    /// <param name="program">The program of the command, rooted.</param>
    /// <param name="identity">What tells versions apart.</param>
    /// <param name="surroundings">Where it runs.</param>
    /// <param name="runsBesideInput">Whether it runs in the folder of its input, see <see cref="CommandTransform.RunsBesideInput"/>.</param>
    public CommandCompiler(
        string name, string engine, CommandTemplate command, string program, IReadOnlyList<string> identity, CommandSurroundings surroundings, bool runsBesideInput)
    {
        _command = new CompilingCommand(name, command, program, identity, surroundings)
        {
            Extension = Extension,
            RunsBesideInput = runsBesideInput,
        };
        _command.Columns = () => ColumnsBefore;
        _engine = engine;
    }

    /// <inheritdoc/>
    public override string Name => _command.Name;

    /// <inheritdoc/>
    public override string Engine => _engine;

    /// <inheritdoc/>
    protected override void AddEngineTo(CacheKey key, FlashPath path) => _command.AddTo(key, path);

    /// <inheritdoc/>
    protected override ReadOnlyMemory<byte> Compile(TransformInput input, CancellationToken cancellation) => _command.Run(input, cancellation);

    // file:3:14, file(3,14), file:3, or the file and "line 3" somewhere on the line.
    [GeneratedRegex(@"(?<before>.*?)[:(](?<line>\d{1,7})(?:[:,](?<column>\d{1,5}))?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"\bline (?<line>\d{1,7})(?:,? column (?<column>\d{1,5}))?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlaceInWords { get; }

    private sealed class CompilingCommand(
        string name, CommandTemplate command, string program, IReadOnlyList<string> identity, CommandSurroundings surroundings)
        : CommandTransform(name, command, program, identity, surroundings)
    {
        protected override Diagnostic Failure(TransformInput input, CommandOutcome outcome)
        {
            if (outcome.Status is null || input.Source is null || outcome.LastLines.FirstOrDefault(IsSyntaxError) is not { } message)
            {
                return base.Failure(input, outcome);
            }

            string file = input.Path.Value[(input.Path.Value.LastIndexOf('/') + 1)..];
            (int line, int column) = outcome.LastLines.Select(text => Find(text, file)).FirstOrDefault(place => place.Line > 0);
            column = column > 0 && line == 1 ? Math.Max(1, column - Columns()) : column > 0 ? column : FirstColumn(input.Contents.Span, line);
            return DiagnosticCodes.SyntaxError.At(
                input.Source with { Line = line, Column = column }, $"{Name}: {message.Trim()} ({input.Path})");
        }

        public Func<int> Columns { get; set; } = () => 0;

        // An engine that names no column, as Duktape does not, means the line: its first word is where an editor should go.
        private static int FirstColumn(ReadOnlySpan<byte> source, int line)
        {
            for (int skipped = 1; skipped < line; skipped++)
            {
                source = source[(source.IndexOf((byte)'\n') + 1)..];
            }

            int blanks = source.IndexOfAnyExcept((byte)' ', (byte)'\t');
            return line == 0 ? 0 : Math.Max(0, blanks) + 1;
        }

        private static bool IsSyntaxError(string line) => line.Contains("SyntaxError", StringComparison.Ordinal);

        private static (int Line, int Column) Find(string text, string file)
        {
            int name = text.IndexOf(file, StringComparison.Ordinal);
            Match match = name >= 0 ? Place.Match(text, name) : PlaceInWords.Match(text);
            match = match.Success ? match : PlaceInWords.Match(text);
            return match.Success
                ? (int.Parse(match.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                    match.Groups["column"] is { Success: true } column ? int.Parse(column.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0)
                : default;
        }
    }
}
