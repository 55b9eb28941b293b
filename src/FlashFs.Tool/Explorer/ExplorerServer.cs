using System.Net;
using System.Net.Sockets;
using FlashFs.Diagnostics;
using FlashFs.Tool.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlashFs.Tool.Explorer;

/// <summary>The explorer while it runs: a server on loopback, and the watch over the files where one is wanted.</summary>
internal sealed class ExplorerServer : IAsyncDisposable
{
    // More than any browser opens; the rest waits no longer than the system's own queue holds it.
    private const int ConnectionLimit = 4096;
    private const int HeadSizeLimit = 32 * 1024;
    private const int LineSizeLimit = 8 * 1024;

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stop;
    private readonly DeviceProxy? _proxy;
    private readonly Task _watching;

    private ExplorerServer(WebApplication application, CancellationTokenSource stop, DeviceProxy? proxy, Task watching, ExplorerGate gate, ImageShelf shelf, ChangeFeed? changes)
    {
        _application = application;
        _stop = stop;
        _proxy = proxy;
        _watching = watching;
        Gate = gate;
        Shelf = shelf;
        Changes = changes;
    }

    /// <summary>The address with its secret.</summary>
    public string Address => Gate.Address;

    /// <summary>Who is served.</summary>
    public ExplorerGate Gate { get; }

    /// <summary>What is served.</summary>
    public ImageShelf Shelf { get; }

    /// <summary>Who is told of changes; null where nothing is watched.</summary>
    public ChangeFeed? Changes { get; }

    /// <summary>Starts it.</summary>
    /// <param name="reader">Reads the images again when they changed.</param>
    /// <param name="images">The images.</param>
    /// <param name="options">How to serve.</param>
    /// <param name="report">Takes what goes wrong while it runs, from several threads.</param>
    /// <exception cref="FlashFsException">FLASHFS8001: the port cannot be used.</exception>
    public static async Task<ExplorerServer> StartAsync(
        ShelfReader reader, IReadOnlyList<OpenedImage> images, ExplorerOptions options, Action<Diagnostic> report)
    {
        IReadOnlyList<FileStamp> seen = options.Watch ? reader.Look() : [];
        var stop = new CancellationTokenSource();
        DeviceProxy? proxy = options.Device is { } device ? new DeviceProxy(device, options.DeviceTimeout, report) : null;
        WebApplication application = Build(options);
        var shelf = new ImageShelf(images);
        ChangeFeed? changes = options.Watch ? new ChangeFeed(stop.Token) : null;

        // The port is known when the server runs, and requests wait for what needs it.
        var ready = new TaskCompletionSource<ExplorerSite>(TaskCreationOptions.RunContinuationsAsynchronously);
        application.Run(async context => await (await ready.Task).HandleAsync(context));
        try
        {
            await application.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync();
            proxy?.Dispose();
            stop.Dispose();
            throw new FlashFsException(DiagnosticCodes.ExplorerPortUnavailable.At(null, Unavailable(options.Port, e)), e);
        }

        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var gate = new ExplorerGate(SecretText.New(), new Uri(bound).Port, shelf);
        ready.SetResult(new ExplorerSite(gate, shelf, new ExplorerApi(gate, shelf, options), changes, proxy));
        Task watching = changes is null
            ? Task.CompletedTask
            : Task.Run(() => new ImageWatch(reader, shelf, changes, options.WatchInterval, report).RunAsync(seen, stop.Token));
        return new ExplorerServer(application, stop, proxy, watching, gate, shelf, changes);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await _application.StopAsync();
        await _application.DisposeAsync();
        _proxy?.Dispose();
        _stop.Dispose();
    }

    private static WebApplication Build(ExplorerOptions options)
    {
        // Empty: nothing is taken from the environment or from files, nothing is logged.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MaxConcurrentConnections = ConnectionLimit;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestLineSize = LineSizeLimit;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeadSizeLimit;
            kestrel.Limits.RequestHeadersTimeout = options.HeadTimeout;
            kestrel.Limits.MinResponseDataRate = options.SlowestReader;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        return builder.Build();
    }

    private static string Unavailable(int port, Exception e)
    {
        string why = e is SocketException ? e.Message : (e.InnerException?.InnerException ?? e.InnerException ?? e).Message;
        return $"Port {port} on 127.0.0.1 cannot be used: {why}. Give another with --port, or leave --port out for a free one.";
    }
}
