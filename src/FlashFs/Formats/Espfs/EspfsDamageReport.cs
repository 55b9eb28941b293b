using FlashFs.Diagnostics;

namespace FlashFs.Formats.Espfs;

/// <summary>Takes a damage of the entry at hand; in strict mode it throws.</summary>
internal delegate VolumeDamage EspfsDamageReport(DiagnosticDescriptor descriptor, long offset, string expected, string found);
