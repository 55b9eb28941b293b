namespace FlashFs.Tool.Output;

/// <summary>A column of a table.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="IsNumber">Whether its cells stand at the right.</param>
internal sealed record TableColumn(string Header, bool IsNumber = false);
