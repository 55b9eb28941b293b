namespace FlashFs.Pipeline.Kit;

/// <summary>What a release kit is called.</summary>
/// <param name="Name">The name of its zip without extension, and of the folder in it.</param>
/// <param name="Title">What the firmware is called, for people.</param>
/// <param name="Version">Its version; empty where the project has none.</param>
public sealed record KitSettings(string Name, string Title, string Version);
