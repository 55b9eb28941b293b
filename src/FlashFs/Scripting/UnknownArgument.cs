using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>A dynamic import or <c>require</c> whose argument is no literal.</summary>
/// <param name="Path">The module in which it stands.</param>
/// <param name="Reference">The place in it.</param>
public sealed record UnknownArgument(FlashPath Path, ModuleReference Reference);
