using FlashFs.Diagnostics;

namespace FlashFs.Fuzz.Running;

/// <summary>Makes the calls of a check, and holds each to its limit of memory and to the one kind of exception that may come out.</summary>
internal sealed class CallMeter(CallLimits limits)
{
    private long _imageLength;

    /// <summary>The largest share of its limit that a call took since <see cref="Begin"/>, and what it was.</summary>
    public CallCost Worst { get; private set; }

    /// <summary>Begins with an image.</summary>
    public void Begin(long imageLength)
    {
        _imageLength = imageLength;
        Worst = default;
    }

    /// <summary>A call that never throws.</summary>
    /// <param name="name">What it is, for messages.</param>
    /// <param name="call">The call.</param>
    /// <param name="beyond">What it may take beside its limit: what it returns, where that was asked for.</param>
    public T Call<T>(string name, Func<T> call, long beyond = 0)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        T result;
        try
        {
            result = call();
        }
        catch (Exception e)
        {
            throw new ViolationException($"{name}: {e}", e);
        }

        Weigh(name, GC.GetAllocatedBytesForCurrentThread() - before, beyond);
        return result;
    }

    /// <summary>A call that may find damage.</summary>
    /// <returns>What it gives; null when it threw a <see cref="FlashFormatException"/> with a code of damage.</returns>
    public T? Damageable<T>(string name, Func<T> call, long beyond = 0)
        where T : class
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        T? result;
        try
        {
            result = call();
        }
        catch (FlashFormatException e)
        {
            Require(e.Code.StartsWith("FLASHFS5", StringComparison.Ordinal), $"{name}: damage with code {e.Code}: {e.Message}");
            result = null;
        }
        catch (Exception e) when (e is not ViolationException)
        {
            throw new ViolationException($"{name}: {e}", e);
        }

        Weigh(name, GC.GetAllocatedBytesForCurrentThread() - before, beyond);
        return result;
    }

    /// <summary>Throws where something is not as it must be.</summary>
    public static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new ViolationException(what);
        }
    }

    private void Weigh(string name, long allocated, long beyond)
    {
        long limit = limits.Of(_imageLength) + beyond;
        var cost = new CallCost(name, allocated, limit, _imageLength, (double)allocated / limit);
        Worst = cost.Share > Worst.Share ? cost : Worst;
        Require(allocated <= limit, $"{name} took {allocated} bytes of memory for an image of {_imageLength}; its limit is {limit}");
    }
}
