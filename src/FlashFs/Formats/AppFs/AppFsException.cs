using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

/// <summary>An AppFS volume refused what the device's would refuse, with the error that the device's returns.</summary>
public sealed class AppFsException : FlashFsException
{
    internal AppFsException(AppFsError error, Diagnostic diagnostic)
        : base(diagnostic) => Error = error;

    /// <summary>The error.</summary>
    public AppFsError Error { get; }

    /// <summary>The error as ESP-IDF names it, for instance <c>ESP_ERR_NO_MEM</c>.</summary>
    public string ErrorName => NameOf(Error);

    internal static AppFsException Refuse(AppFsError error, string message) =>
        new(error, DiagnosticCodes.OperationRefused.At(null, $"{NameOf(error)}: {message}"));

    private static string NameOf(AppFsError error) => error switch
    {
        AppFsError.Fail => "ESP_FAIL",
        AppFsError.NoMemory => "ESP_ERR_NO_MEM",
        AppFsError.InvalidArgument => "ESP_ERR_INVALID_ARG",
        AppFsError.InvalidSize => "ESP_ERR_INVALID_SIZE",
        _ => "ESP_ERR_NOT_FOUND",
    };
}
