namespace FlashFs.Compression;

/// <summary>Takes an lz-string apart into its steps. It knows how wide each code is, and nothing of the text.</summary>
internal ref struct LzStringCodeReader<TUnits>(TUnits units)
    where TUnits : struct, ILzStringUnits, allows ref struct
{
    private readonly TUnits _units = units;
    private ulong _bits;
    private int _bitCount;
    private int _codeBits = LzStringBits.FirstCodeBits;
    private int _stepsLeft = LzStringBits.FirstSteps;
    private bool _begun;

    /// <summary>Why there is no next step; none until then.</summary>
    public LzStringProblem Problem { get; private set; }

    /// <summary>How many units have been taken, the one at hand included.</summary>
    public int UnitsTaken { get; private set; }

    /// <summary>The number that the next phrase gets.</summary>
    public int NextPhrase { get; private set; } = LzStringBits.FirstPhrase;

    /// <summary>Where the next step begins, in bits from the start.</summary>
    public readonly long BitPosition => ((long)UnitsTaken * TUnits.Bits) - _bitCount;

    /// <summary>The next step.</summary>
    public LzStringCode Next()
    {
        if (!TryRead(_codeBits, out int code))
        {
            return default;
        }

        switch (code)
        {
            case LzStringBits.EndCode:
                return new LzStringCode(LzStringCodeKind.End, 0);
            case LzStringBits.NarrowCharacterCode or LzStringBits.WideCharacterCode:
                int width = code == LzStringBits.NarrowCharacterCode ? LzStringBits.NarrowCharacterBits : LzStringBits.WideCharacterBits;
                if (!TryRead(width, out int character))
                {
                    return default;
                }

                NextPhrase++;
                Count();
                Advance();
                return new LzStringCode(LzStringCodeKind.Character, character);

            // The phrase that this very step makes may be referred to already.
            case var _ when code <= NextPhrase && _begun:
                Advance();
                return new LzStringCode(LzStringCodeKind.Phrase, code);
            default:
                Problem = LzStringProblem.InvalidCode;
                return default;
        }
    }

    // Every step but the first makes a phrase of the one before it and its own first character.
    private void Advance()
    {
        if (_begun)
        {
            NextPhrase++;
        }

        _begun = true;
        Count();
    }

    private void Count()
    {
        if (--_stepsLeft == 0)
        {
            _stepsLeft = 1 << _codeBits;
            _codeBits = Math.Min(_codeBits + 1, LzStringBits.MaximumCodeBits);
        }
    }

    private bool TryRead(int count, out int value)
    {
        value = 0;
        while (_bitCount < count)
        {
            int unit = UnitsTaken < _units.Count ? _units[UnitsTaken] : -1;
            if (unit < 0)
            {
                Problem = UnitsTaken < _units.Count ? LzStringProblem.InvalidCharacter : LzStringProblem.EndsEarly;
                return false;
            }

            _bits = (_bits << TUnits.Bits) | (uint)unit;
            _bitCount += TUnits.Bits;
            UnitsTaken++;
        }

        _bitCount -= count;
        value = (int)LzStringBits.Reverse((uint)(_bits >> _bitCount) & (uint)((1UL << count) - 1), count);
        return true;
    }
}
