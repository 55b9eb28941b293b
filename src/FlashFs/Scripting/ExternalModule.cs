namespace FlashFs.Scripting;

/// <summary>A module that the target provides.</summary>
/// <param name="Name">Its name as the target knows it.</param>
/// <param name="References">How many references lead to it.</param>
public sealed record ExternalModule(string Name, int References);
