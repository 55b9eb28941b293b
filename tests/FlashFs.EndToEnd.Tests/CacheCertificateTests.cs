using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlashFs.EndToEnd.Tests;

/// <summary>Whom a build believes to be its remote cache: a real nginx over https, and an authority that this build and no other trusts.</summary>
[TestClass]
public sealed class CacheCertificateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [TestMethod]
    [OSCondition(OperatingSystems.Linux, IgnoreMessage = "Elsewhere the authorities of a process are the system's.")]
    public void OnlyACertificateThatVerifiesIsBelieved()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = Authority(authorityKey);
        using PlainProject project = new PlainProject().WithFiles();
        project.Environment["FLASHFS_CACHE_TOKEN"] = "";
        project.Environment["SSL_CERT_FILE"] = project.PathOf("authority.pem");
        project.Write("authority.pem", authority.ExportCertificatePem());

        Believed(project, authority);
        foreach (string wrong in (string[])["host", "expired", "self-signed"])
        {
            Refused(project, authority, wrong);
        }
    }

    private static void Believed(PlainProject project, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 right = Signed(authority, key, name => name.AddIpAddress(IPAddress.Loopback), Now.AddDays(1));
        using var server = new NginxServer(right);
        Build(project, server).DoesNotSay("warning FLASHFS600");
        Assert.HasCount(2, server.Files("ac"), "the same with a certificate in order is a cache");
    }

    private static void Refused(PlainProject project, X509Certificate2 authority, string wrong)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = wrong switch
        {
            "host" => Signed(authority, key, name => name.AddDnsName("cache.example"), Now.AddDays(1)),
            "expired" => Signed(authority, key, name => name.AddIpAddress(IPAddress.Loopback), Now.AddDays(-1)),
            _ => Authority(key),
        };
        using var server = new NginxServer(certificate);
        Build(project, server).Says("warning FLASHFS6002", "certificate", "The build goes on without it").DoesNotSay(server.WriteToken);
        Assert.IsEmpty(server.Files("ac"), wrong);
        Assert.IsEmpty(server.Files("cas"), wrong);
    }

    private static CommandResult Build(PlainProject project, NginxServer server)
    {
        foreach (string folder in (string[])["obj", "bin", "cache"])
        {
            if (Directory.Exists(project.PathOf(folder)))
            {
                Directory.Delete(project.PathOf(folder), recursive: true);
            }
        }

        project.Environment["FLASHFS_CACHE_TOKEN"] = server.WriteToken;
        return project.Build($"-p:FlashRemoteCache={server.Address}", "-p:FlashRemoteCachePush=true").Succeeded().Says("espfs.img: new, ");
    }

    private static X509Certificate2 Authority(ECDsa key)
    {
        var request = new CertificateRequest("CN=flashfs tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, ECDsa key, Action<SubjectAlternativeNameBuilder> name, DateTimeOffset until)
    {
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        var request = new CertificateRequest("CN=a cache", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(authority, Now.AddDays(-5), until, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
