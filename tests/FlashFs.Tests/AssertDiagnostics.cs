using FlashFs.Diagnostics;

namespace FlashFs.Tests;

/// <summary>Checks what was reported: codes, and the figures and names that a message must hold.</summary>
internal static class AssertDiagnostics
{
    /// <summary>Exactly one diagnostic of that kind, whose message holds all the fragments.</summary>
    public static Diagnostic Single(IEnumerable<Diagnostic> diagnostics, DiagnosticDescriptor expected, params string[] fragments)
    {
        Diagnostic[] all = [.. diagnostics];
        Diagnostic[] found = [.. all.Where(item => item.Descriptor == expected)];
        Assert.HasCount(1, found, $"one {expected.Code} expected in:{Environment.NewLine}{string.Join(Environment.NewLine, all.Select(item => item.ToString()))}");
        foreach (string fragment in fragments)
        {
            StringAssert.Contains(found[0].Message, fragment, StringComparison.Ordinal);
        }

        return found[0];
    }

    public static void None(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] all = [.. diagnostics];
        Assert.IsEmpty(all, string.Join(Environment.NewLine, all.Select(item => item.ToString())));
    }
}
