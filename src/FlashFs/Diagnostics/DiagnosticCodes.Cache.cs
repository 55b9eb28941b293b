namespace FlashFs.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>FLASHFS6001: the local cache cannot be used.</summary>
    public static DiagnosticDescriptor LocalCacheFailed { get; } = Warning(6001, "the local cache cannot be used");

    /// <summary>FLASHFS6002: the remote cache does not answer as it should.</summary>
    public static DiagnosticDescriptor RemoteCacheFailed { get; } = Warning(6002, "the remote cache does not answer as it should");

    /// <summary>FLASHFS6003: the remote cache gave something wrong.</summary>
    public static DiagnosticDescriptor RemoteCacheDistrusted { get; } = Warning(6003, "the remote cache gave something wrong");

    /// <summary>FLASHFS6004: setting of the cache that cannot be used.</summary>
    public static DiagnosticDescriptor InvalidCacheSetting { get; } = Error(6004, "setting of the cache that cannot be used");

    /// <summary>FLASHFS6005: credentials for the cache go unencrypted.</summary>
    public static DiagnosticDescriptor CredentialsInClear { get; } = Warning(6005, "credentials for the cache go unencrypted");

    private static DiagnosticDescriptor[] Cache =>
    [
        LocalCacheFailed, RemoteCacheFailed, RemoteCacheDistrusted, InvalidCacheSetting, CredentialsInClear,
    ];
}
