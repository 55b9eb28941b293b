using FlashFs.Diagnostics;

namespace FlashFs.Caching;

/// <summary>What a project says about a remote cache, as text where it is text there.</summary>
/// <param name="Address">The address; null or empty for none.</param>
/// <param name="Push">Whether results are sent.</param>
/// <param name="Trust">Whether what cannot be checked is taken.</param>
/// <param name="TokenVariable">The name of the environment variable that the token is in, for messages.</param>
/// <param name="Token">The token; null or empty for none.</param>
/// <param name="HeaderFile">A file with a header in each line, rooted; null for none.</param>
public sealed record RemoteCacheSettings(string? Address, bool Push, bool Trust, string? TokenVariable, string? Token, string? HeaderFile)
{
    /// <summary>Checks the settings.</summary>
    /// <param name="location">Where messages point.</param>
    /// <param name="diagnostics">Takes what is wrong (FLASHFS6004) or careless (FLASHFS6005); never a credential.</param>
    /// <returns>The options, or null when there is no remote cache or an error was reported.</returns>
    public RemoteCacheOptions? Parse(DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (string.IsNullOrWhiteSpace(Address))
        {
            return null;
        }

        if (ParseAddress(location, diagnostics) is not { } address)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        if (!string.IsNullOrEmpty(Token))
        {
            if (!IsPrintable(Token))
            {
                Refuse($"the environment variable {TokenVariable} holds something that cannot be a token: control characters, a line break, or what is not ASCII");
                return null;
            }

            headers.Add(new("Authorization", $"Bearer {Token}"));
        }

        if (HeaderFile is not null && !TryReadHeaders(headers, Refuse))
        {
            return null;
        }

        if (headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            Refuse($"the header '{twice.Key}' is given twice: in the header file, and there again or by the environment variable {TokenVariable}");
            return null;
        }

        if (headers.Count > 0 && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            diagnostics.Add(
                DiagnosticCodes.CredentialsInClear,
                location,
                $"The credentials for the remote cache go to {address.Authority} unencrypted, for everybody on the way to read; use https.");
        }

        return new RemoteCacheOptions { Address = address, Headers = headers, Push = Push, Trust = Trust };

        void Refuse(string what) => diagnostics.Add(DiagnosticCodes.InvalidCacheSetting, location, $"FlashRemoteCache: {what}.");
    }

    private static bool IsPrintable(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    // The framework knows what the name of a header of a request may be, and would drop any other without a word.
    private static bool IsHeader(string name, string value)
    {
        using var request = new HttpRequestMessage();
        return IsPrintable(name) && IsPrintable(value) && request.Headers.TryAddWithoutValidation(name, value);
    }

    private Uri? ParseAddress(DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        bool valid = Uri.TryCreate(Address!.Trim(), UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        string? problem = !valid ? "is not the address of an HTTP server: https://cache.example/flash"
            : address!.UserInfo.Length > 0 ? "has credentials in it, which would stand in every log: put them into the environment variable that FlashRemoteCacheTokenVariable names, or into a FlashRemoteCacheHeaderFile"
            : address.Query.Length > 0 || address.Fragment.Length > 0 ? "has a query or a fragment, and paths are appended to it: leave that out"
            : null;
        if (problem is null)
        {
            return address;
        }

        // What is wrong with the address may be a password in it: the message does not repeat it.
        diagnostics.Add(DiagnosticCodes.InvalidCacheSetting, location, $"FlashRemoteCache {problem}.");
        return null;
    }

    private bool TryReadHeaders(List<KeyValuePair<string, string>> headers, Action<string> refuse)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(HeaderFile!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refuse($"the header file cannot be read: {e.Message.TrimEnd('.')}");
            return false;
        }

        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (colon <= 0 || !IsHeader(line[..colon], line[(colon + 1)..].Trim()))
            {
                refuse($"line {i + 1} of '{Path.GetFileName(HeaderFile)}' is not a header of a request; a line is 'Name: value', in ASCII");
                return false;
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return true;
    }
}
