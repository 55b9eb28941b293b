namespace FlashFs.Devices;

/// <summary>When the power of a <see cref="NorFlash"/> fails.</summary>
/// <param name="CompleteOperations">How many more erase and program operations are done in full; the one after them fails.</param>
/// <param name="Kind">What becomes of the operation that fails.</param>
/// <param name="Seed">Decides where a program stops and what garbage an erase leaves; the same seed gives the same bytes.</param>
public sealed record PowerCut(long CompleteOperations, PowerCutKind Kind = PowerCutKind.BeforeOperation, int Seed = 0);
