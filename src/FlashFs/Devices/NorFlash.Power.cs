namespace FlashFs.Devices;

// The power: when it fails, and what it leaves behind.
public sealed partial class NorFlash
{
    private PowerCut? _cut;
    private long _cutAt;

    /// <summary>Whether the flash has power. Without, every operation throws and nothing changes.</summary>
    public bool IsPowered { get; private set; } = true;

    /// <summary>
    /// Sets when the power will fail; a cut set earlier no longer counts. To try a scenario at every point, run it once to
    /// learn its <see cref="OperationCount"/>, then once for each number below.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of operations is negative.</exception>
    public void CutPower(PowerCut cut)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cut.CompleteOperations, nameof(cut));
        _cut = cut;
        _cutAt = checked(OperationCount + cut.CompleteOperations);
    }

    /// <summary>Gives the flash power again, and forgets a cut that was set. The contents stay as the cut left them.</summary>
    public void PowerOn()
    {
        IsPowered = true;
        _cut = null;
    }

    private bool FailsNow() => _cut is not null && OperationCount >= _cutAt;

    private void ThrowIfOff()
    {
        if (!IsPowered)
        {
            throw new PowerCutException(OperationCount);
        }
    }

    /// <summary>Leaves behind what the cut says, and throws.</summary>
    /// <param name="target">The sector being erased or the bytes being programmed.</param>
    /// <param name="data">What is being programmed; empty for an erase.</param>
    private void Fail(Span<byte> target, ReadOnlySpan<byte> data)
    {
        PowerCut cut = _cut!;
        IsPowered = false;
        if (cut.Kind != PowerCutKind.BeforeOperation)
        {
            // Another place each time with one seed: the count goes in.
            var noise = new Noise(((ulong)(uint)cut.Seed << 32) ^ (ulong)OperationCount);
            if (data.IsEmpty)
            {
                LeaveGarbage(target, ref noise);
            }
            else
            {
                StopHalfWay(target, data, cut.Kind, ref noise);
            }
        }

        throw new PowerCutException(OperationCount);
    }

    private void StopHalfWay(Span<byte> target, ReadOnlySpan<byte> data, PowerCutKind kind, ref Noise noise)
    {
        int units = data.Length / Geometry.ProgramUnit;
        int done = (int)(noise.Next() % (uint)units) * Geometry.ProgramUnit;
        And(target[..done], data[..done]);
        if (kind == PowerCutKind.WithinByte)
        {
            target[done] &= (byte)(data[done] | (byte)noise.Next());
        }
    }

    /// <summary>
    /// What a sector holds when its erase is cut off: chips first clear all bits, then set them all, each cell in its own
    /// time. So either some bits of the old contents are cleared, or any bits are set, few or nearly all.
    /// </summary>
    private static void LeaveGarbage(Span<byte> sector, ref Noise noise)
    {
        ulong stage = noise.Next() % 5;
        foreach (ref byte value in sector)
        {
            ulong word = noise.Next();
            byte any = (byte)word;
            byte other = (byte)(word >> 8);
            value = stage switch
            {
                0 => (byte)(value & (any | other)),
                1 => (byte)(value & any & other),
                2 => (byte)(any & other),
                3 => any,
                _ => (byte)(any | other),
            };
        }
    }

    /// <summary>SplitMix64: noise that is the same on every machine.</summary>
    private struct Noise(ulong state)
    {
        private ulong _state = state;

        public ulong Next()
        {
            _state += 0x9E3779B97F4A7C15;
            ulong value = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
