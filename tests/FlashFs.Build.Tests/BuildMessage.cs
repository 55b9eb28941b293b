namespace FlashFs.Build.Tests;

/// <summary>A message as a build shows it.</summary>
internal sealed record BuildMessage(string Kind, string? Code, string? File, int Line, int Column, string Text);
