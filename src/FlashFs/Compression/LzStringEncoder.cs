namespace FlashFs.Compression;

/// <summary>Packs a text as the original does, unit for unit.</summary>
internal sealed class LzStringEncoder
{
    private readonly LzStringUnitWriter _writer;
    private readonly LzStringPhrases _phrases = new();

    // Characters that have a phrase but have not been written yet: the decoder does not know them.
    private readonly ulong[] _unwritten = new ulong[(char.MaxValue + 1) / 64];
    private int _codeBits = LzStringBits.FirstCodeBits;
    private int _stepsLeft = LzStringBits.FirstSteps;

    private LzStringEncoder(int bitsPerUnit) => _writer = new LzStringUnitWriter(bitsPerUnit);

    /// <summary>Packs a text.</summary>
    /// <param name="text">The text: any UTF-16 code units.</param>
    /// <param name="bitsPerUnit">How many bits a unit takes.</param>
    /// <returns>The units.</returns>
    public static ReadOnlySpan<ushort> Encode(ReadOnlySpan<char> text, int bitsPerUnit) => Encode(text, bitsPerUnit, [], []);

    /// <summary>Packs a text and finds the unit in which the step begins that makes each of some places in it.</summary>
    /// <param name="text">The text: any UTF-16 code units.</param>
    /// <param name="bitsPerUnit">How many bits a unit takes.</param>
    /// <param name="places">Places in the text, in ascending order.</param>
    /// <param name="unitIndexes">Takes a unit for each; the one with the end of the text for places past it.</param>
    /// <returns>The units.</returns>
    public static ReadOnlySpan<ushort> Encode(
        ReadOnlySpan<char> text, int bitsPerUnit, ReadOnlySpan<int> places, Span<int> unitIndexes)
    {
        var encoder = new LzStringEncoder(bitsPerUnit);
        encoder.Run(text, places, unitIndexes);
        return encoder._writer.Units;
    }

    private void Run(ReadOnlySpan<char> text, ReadOnlySpan<int> places, Span<int> unitIndexes)
    {
        int place = 0;
        int phrase = LzStringPhrases.None;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            int single = _phrases.Find(LzStringPhrases.None, character);
            if (single == LzStringPhrases.None)
            {
                single = _phrases.Add(LzStringPhrases.None, character);
                _unwritten[character / 64] |= 1UL << (character % 64);
            }

            int longer = phrase == LzStringPhrases.None ? single : _phrases.Find(phrase, character);
            if (longer != LzStringPhrases.None)
            {
                phrase = longer;
                continue;
            }

            for (; place < places.Length && places[place] < i; place++)
            {
                unitIndexes[place] = _writer.UnitIndex;
            }

            Write(phrase);
            _phrases.Add(phrase, character);
            phrase = single;
        }

        for (; place < places.Length && places[place] < text.Length; place++)
        {
            unitIndexes[place] = _writer.UnitIndex;
        }

        if (phrase != LzStringPhrases.None)
        {
            Write(phrase);
        }

        unitIndexes[place..].Fill(_writer.UnitIndex);
        _writer.Write(LzStringBits.EndCode, _codeBits);
        _writer.Finish();
    }

    private void Write(int phrase)
    {
        char character = _phrases.LastCharacter(phrase);
        if (_phrases.IsCharacter(phrase) && (_unwritten[character / 64] & (1UL << (character % 64))) != 0)
        {
            bool narrow = character <= byte.MaxValue;
            _writer.Write(narrow ? LzStringBits.NarrowCharacterCode : LzStringBits.WideCharacterCode, _codeBits);
            _writer.Write(character, narrow ? LzStringBits.NarrowCharacterBits : LzStringBits.WideCharacterBits);
            _unwritten[character / 64] &= ~(1UL << (character % 64));
            Count();
        }
        else
        {
            _writer.Write(phrase, _codeBits);
        }

        Count();
    }

    private void Count()
    {
        if (--_stepsLeft == 0)
        {
            _stepsLeft = 1 << _codeBits;
            _codeBits++;
        }
    }
}
