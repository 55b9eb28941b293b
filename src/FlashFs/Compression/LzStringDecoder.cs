using System.Diagnostics;

namespace FlashFs.Compression;

/// <summary>
/// Unpacks an lz-string. Every phrase is a run of the text unpacked so far, so a phrase costs two integers, and a step no
/// more than the copy of its characters.
/// </summary>
internal static class LzStringDecoder
{
    private const int FirstCapacity = 256;

    /// <summary>Unpacks as much as can be unpacked.</summary>
    /// <param name="units">The packed text.</param>
    /// <param name="maximumLength">How long the text may get, in UTF-16 code units.</param>
    public static LzStringText Decode<TUnits>(TUnits units, int maximumLength)
        where TUnits : struct, ILzStringUnits, allows ref struct
    {
        var reader = new LzStringCodeReader<TUnits>(units);
        char[] text = new char[Math.Min(maximumLength, FirstCapacity)];
        int length = 0;
        int[] starts = new int[FirstCapacity];
        int[] lengths = new int[FirstCapacity];
        int lastStart = 0;
        int lastLength = 0;
        while (true)
        {
            int phrases = reader.NextPhrase;
            LzStringCode code = reader.Next();
            if (code.Kind == LzStringCodeKind.None)
            {
                return new LzStringText(text.AsMemory(0, length), reader.Problem, reader.UnitsTaken);
            }

            if (code.Kind == LzStringCodeKind.End)
            {
                // Filling the last unit takes a whole one where the end mark ends with a unit.
                int taken = (int)Math.Min((reader.BitPosition / TUnits.Bits) + 1, units.Count);
                return new LzStringText(text.AsMemory(0, length), LzStringProblem.None, taken);
            }

            bool isCharacter = code.Kind == LzStringCodeKind.Character;
            int stepLength = isCharacter ? 1 : code.Value == phrases ? lastLength + 1 : lengths[code.Value];
            if (stepLength > maximumLength - length)
            {
                return new LzStringText(text.AsMemory(0, length), LzStringProblem.TooLong, reader.UnitsTaken);
            }

            EnsureRoom(ref text, length + stepLength, maximumLength);
            if (isCharacter)
            {
                text[length] = (char)code.Value;
                Set(ref starts, ref lengths, phrases, length, 1);
            }
            else if (code.Value == phrases)
            {
                // The step before and its own first character, which is the one that comes next in the text.
                text.AsSpan(lastStart, lastLength).CopyTo(text.AsSpan(length));
                text[length + lastLength] = text[lastStart];
            }
            else
            {
                text.AsSpan(starts[code.Value], stepLength).CopyTo(text.AsSpan(length));
            }

            if (lastLength > 0)
            {
                Set(ref starts, ref lengths, reader.NextPhrase - 1, lastStart, lastLength + 1);
            }

            lastStart = length;
            lastLength = stepLength;
            length += stepLength;
        }
    }

    /// <summary>Finds the unit in which the step begins that makes each of some places in the text.</summary>
    /// <param name="units">The packed text.</param>
    /// <param name="places">Places in the text, in ascending order.</param>
    /// <param name="unitIndexes">Takes a unit for each; the one with the end of the text for places past it.</param>
    public static void Locate<TUnits>(TUnits units, ReadOnlySpan<int> places, Span<int> unitIndexes)
        where TUnits : struct, ILzStringUnits, allows ref struct
    {
        var reader = new LzStringCodeReader<TUnits>(units);
        var lengths = new int[FirstCapacity];
        int lastLength = 0;
        int length = 0;
        int place = 0;
        while (place < places.Length)
        {
            int unit = (int)(reader.BitPosition / TUnits.Bits);
            int phrases = reader.NextPhrase;
            LzStringCode code = reader.Next();
            if (code.Kind is LzStringCodeKind.None or LzStringCodeKind.End)
            {
                unitIndexes[place..].Fill(unit);
                return;
            }

            bool isCharacter = code.Kind == LzStringCodeKind.Character;
            int stepLength = isCharacter ? 1 : code.Value == phrases ? lastLength + 1 : lengths[code.Value];
            if (isCharacter)
            {
                Set(ref lengths, phrases, 1);
            }

            if (lastLength > 0)
            {
                Set(ref lengths, reader.NextPhrase - 1, lastLength + 1);
            }

            lastLength = stepLength;
            length = (int)Math.Min((long)length + stepLength, int.MaxValue);
            for (; place < places.Length && places[place] < length; place++)
            {
                unitIndexes[place] = unit;
            }
        }
    }

    private static void EnsureRoom(ref char[] text, int needed, int maximumLength)
    {
        if (needed > text.Length)
        {
            Array.Resize(ref text, (int)Math.Min(Math.Max(needed, text.Length * 2L), maximumLength));
        }
    }

    private static void Set(ref int[] starts, ref int[] lengths, int phrase, int start, int length)
    {
        Debug.Assert(starts.Length == lengths.Length);
        if (phrase >= starts.Length)
        {
            Array.Resize(ref starts, Math.Max(phrase + 1, starts.Length * 2));
            Array.Resize(ref lengths, starts.Length);
        }

        starts[phrase] = start;
        lengths[phrase] = length;
    }

    private static void Set(ref int[] lengths, int phrase, int length)
    {
        if (phrase >= lengths.Length)
        {
            Array.Resize(ref lengths, Math.Max(phrase + 1, lengths.Length * 2));
        }

        lengths[phrase] = length;
    }
}
