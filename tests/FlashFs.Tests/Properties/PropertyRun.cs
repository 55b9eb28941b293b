using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace FlashFs.Tests.Properties;

/// <summary>
/// Runs a property over made-up cases: the same ones on every run and every machine, so that a failure is there again.
/// </summary>
/// <remarks>
/// <c>FLASHFS_PROPERTY_SEED</c> makes other cases, <c>FLASHFS_PROPERTY_FACTOR</c> so many times as many: docs/reliability.md
/// has the figures of such a run.
/// </remarks>
internal static class PropertyRun
{
    private const ulong DefaultSeed = 20260101;

    // FsCheck's streams of numbers are told apart by an odd one; any does.
    private const ulong Stream = 7;

    /// <summary>Checks a property.</summary>
    /// <param name="cases">Makes a case.</param>
    /// <param name="shrink">Smaller cases than one that failed, the smallest first.</param>
    /// <param name="count">How many cases a run of all tests takes.</param>
    /// <param name="property">Throws where the property does not hold.</param>
    /// <exception cref="AssertFailedException">It does not hold: with the smallest case found, and how to make it again.</exception>
    public static void Check<T>(Gen<T> cases, Func<T, IEnumerable<T>> shrink, int count, Action<T> property)
    {
        ulong seed = Number("FLASHFS_PROPERTY_SEED", DefaultSeed);
        int total = checked(count * (int)Number("FLASHFS_PROPERTY_FACTOR", 1));
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(total)
            .WithQuietOnSuccess(true)
            .WithReplay(new Replay(new Rnd(seed, Stream), null));
        try
        {
            Prop.ForAll(Arb.From(cases, shrink), property).Check(config);
        }
        catch (Exception e)
        {
            throw new AssertFailedException(
                string.Create(CultureInfo.InvariantCulture, $"FLASHFS_PROPERTY_SEED={seed} and this test make it again. {e.Message}"), e);
        }
    }

    private static ulong Number(string variable, ulong otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
