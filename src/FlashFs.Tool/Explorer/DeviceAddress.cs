using FlashFs.Diagnostics;

namespace FlashFs.Tool.Explorer;

/// <summary>The address given to <c>--proxy</c>.</summary>
internal static class DeviceAddress
{
    /// <summary>Reads it; null where none was given or it cannot be used.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="diagnostics">Takes FLASHFS8002.</param>
    public static Uri? Parse(string? text, DiagnosticBag diagnostics)
    {
        if (text is null)
        {
            return null;
        }

        string? problem = !Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? "is no address"
            : address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps ? "is not one of http or https"
            : address.UserInfo.Length > 0 ? "has a user or password in it, which would be seen in lists of processes"
            : address.Query.Length > 0 || address.Fragment.Length > 0 ? "has a query or fragment, where only a host and a path can be"
            : null;
        if (problem is null)
        {
            return address;
        }

        // What may be a password is not said again.
        string shown = text.Contains('@', StringComparison.Ordinal) ? "The address" : $"'{QuotedName.Cut(text)}'";
        diagnostics.Add(
            DiagnosticCodes.InvalidDeviceAddress, null, $"{shown} given to --proxy {problem}; write that of the device, as in http://192.168.4.1.");
        return null;
    }
}
