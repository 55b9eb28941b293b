namespace FlashFs.Transforms;

/// <summary>How a program ended.</summary>
/// <param name="Status">Its exit status; null when it was killed, for its time was over or its output too long.</param>
/// <param name="Output">What it wrote to its standard output, where that was wanted.</param>
/// <param name="IsCut">Whether it wrote more than is kept.</param>
/// <param name="LeftBehind">Whether something that it started went on with its output after its end, and was killed: the output may not be whole.</param>
/// <param name="LastLines">The last lines that it wrote to its standard error.</param>
public sealed record CommandOutcome(int? Status, ReadOnlyMemory<byte> Output, bool IsCut, bool LeftBehind, IReadOnlyList<string> LastLines);
