using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>Where the value of an option was set.</summary>
/// <param name="Origin">What the manifest says of it, for instance <c>sdkconfig CONFIG_SPIFFS_PAGE_SIZE</c>.</param>
/// <param name="Location">Where messages about it point.</param>
public sealed record OptionSource(string Origin, DiagnosticLocation? Location = null);
