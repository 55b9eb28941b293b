using Microsoft.Extensions.Hosting;

namespace FlashFs.Tool.Explorer;

/// <summary>A host that listens to no signal: who started it stops it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
