using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FlashFs.EndToEnd.Tests;

/// <summary>
/// A real nginx on a port of loopback, with the configuration that docs/cache.md shows, in a folder of its own. Where it is not
/// installed the test says so and is skipped.
/// </summary>
internal sealed class NginxServer : IDisposable
{
    private const int Attempts = 5;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(PackedPackage.Scratch, "nginx", Path.GetRandomFileName())).FullName;
    private readonly StringBuilder _log = new();
    private readonly X509Certificate2? _certificate;
    private readonly Process _process;

    /// <summary>Starts one.</summary>
    /// <param name="certificate">What it shows of itself over https, with its key; null for http.</param>
    public NginxServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        foreach (string name in (string[])["store", "other"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        _process = Start();
    }

    /// <summary>A token that may read.</summary>
    public string ReadToken { get; } = $"reader-{Guid.NewGuid():N}";

    /// <summary>A token that may write.</summary>
    public string WriteToken { get; } = $"writer-{Guid.NewGuid():N}";

    public int Port { get; private set; }

    public string Address => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    /// <summary>The files of one kind that it has, rooted, in order.</summary>
    public string[] Files(string kind)
    {
        string folder = Path.Combine(_folder, "store", kind);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)] : [];
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Somebody else may take the port between looking for a free one and using it.
    private Process Start()
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = FreePort();
            File.WriteAllText(Path.Combine(_folder, "nginx.conf"), Configuration());
            Process process = StartOnce();
            if (Answers(process))
            {
                return process;
            }

            process.Dispose();
            Assert.AreNotEqual(Attempts, attempt, $"nginx does not start:{Environment.NewLine}{_log}");
        }
    }

    private Process StartOnce()
    {
        // Debian keeps it where only root's PATH leads.
        string program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, ["-e", "stderr", "-p", _folder, "-c", Path.Combine(_folder, "nginx.conf")]) { RedirectStandardError = true, UseShellExecute = false },
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.AppendLine(line.Data);
            }
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            Assert.Inconclusive($"nginx is not installed ({e.Message}); on Debian run: apt-get install nginx");
        }

        process.BeginErrorReadLine();
        return process;
    }

    private bool Answers(Process process)
    {
        long started = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(started) < TimeLimit)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, Port);
                return !process.HasExited;
            }
            catch (SocketException)
            {
                Thread.Sleep(20); // not listening yet
            }
        }

        return false;
    }

    // One process that ends with the test, and everything that it writes in its folder.
    private string Configuration()
    {
        string[] page = File.ReadAllLines(Path.Combine(PackedPackage.RepositoryRoot, "docs", "cache.md"));
        string shown = string.Join('\n', page.SkipWhile(line => line != "```nginx").Skip(1).TakeWhile(line => line != "```"));
        string other = string.Concat(((string[])["proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {_folder}/other/{kind};\n"));
        string listen = $"listen 127.0.0.1:{Port}";
        if (_certificate is not null)
        {
            File.WriteAllText(Path.Combine(_folder, "server.crt"), _certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(_folder, "server.key"), _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            listen += $" ssl; ssl_certificate {_folder}/server.crt; ssl_certificate_key {_folder}/server.key";
        }

        return $"daemon off;\nmaster_process off;\npid {_folder}/nginx.pid;\nerror_log stderr;\n" + shown
            .Replace("http {", $"http {{\naccess_log off;\n{other}", StringComparison.Ordinal)
            .Replace("listen 8080;", $"{listen};", StringComparison.Ordinal)
            .Replace("/srv/flash-cache", $"{_folder}/store", StringComparison.Ordinal)
            .Replace("READ-TOKEN", ReadToken, StringComparison.Ordinal)
            .Replace("WRITE-TOKEN", WriteToken, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
