namespace FlashFs.Fuzz.Running;

/// <summary>A reader did what no reader may do.</summary>
internal sealed class ViolationException(string message, Exception? inner = null) : Exception(message, inner);
