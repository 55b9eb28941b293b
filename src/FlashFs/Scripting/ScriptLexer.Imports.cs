namespace FlashFs.Scripting;

// What asks for modules. Each of these looks ahead, and leaves what it does not take to be read again as any other token.
internal ref partial struct ScriptLexer
{
    private void ReadRequire()
    {
        int after = _at;
        SkipTrivia();
        if (At(0) == '?' && At(1) == '.')
        {
            _at += 2;
            SkipTrivia();
        }

        if (At(0) == '(')
        {
            ReadArgument(ModuleReferenceKind.Require);
        }

        _at = after;
        Operand();
    }

    private void ReadImport()
    {
        int after = _at;
        SkipTrivia();
        if (At(0) == '(')
        {
            ReadArgument(ModuleReferenceKind.DynamicImport);
        }
        else if (At(0) == '.')
        {
            _at++;
            ReadImportMember();
        }
        else if (_depth == 0 && ReadImportClause())
        {
            _isEsModule = true;
            SkipAttributes();
            Statement();
            return;
        }

        _at = after;
        Operand();
    }

    // import.meta, import.source(…), import.defer(…).
    private void ReadImportMember()
    {
        SkipTrivia();
        if (TakeWord("meta"u8))
        {
            _isEsModule = true;
        }
        else if (TakeWord("source"u8) || TakeWord("defer"u8))
        {
            SkipTrivia();
            if (At(0) == '(')
            {
                ReadArgument(ModuleReferenceKind.DynamicImport);
            }
        }
    }

    // From what comes after import to the end of the specifier.
    private bool ReadImportClause()
    {
        if (At(0) is (byte)'"' or (byte)'\'')
        {
            return ReadSpecifier(ModuleReferenceKind.Import);
        }

        int start = _at;
        if (ReadBindings() && ReadFrom(ModuleReferenceKind.Import))
        {
            return true;
        }

        // A phase stands before the bindings; else a binding of that name was meant.
        _at = start;
        if (!TakeWord("defer"u8) && !TakeWord("source"u8))
        {
            return false;
        }

        SkipTrivia();
        return ReadBindings() && ReadFrom(ModuleReferenceKind.Import);
    }

    // name; * as name; { … }; or the first and one of the others.
    private bool ReadBindings()
    {
        if (SkipName())
        {
            SkipTrivia();
            if (At(0) != ',')
            {
                return true;
            }

            _at++;
            SkipTrivia();
        }

        return At(0) switch
        {
            (byte)'*' => SkipNamespace(),
            (byte)'{' => SkipNamed(),
            _ => false,
        };
    }

    private void ReadExport()
    {
        int after = _at;
        SkipTrivia();
        if (_depth > 0)
        {
            _at = after;
            Operand();
            return;
        }

        _isEsModule = true;
        int start = _at;
        if (TakeWord("default"u8))
        {
            Operator(ScriptToken.ExportDefault);
            return;
        }

        bool bindings = At(0) switch
        {
            (byte)'*' => SkipNamespace(),
            (byte)'{' => SkipNamed(),
            _ => false,
        };
        int end = _at;
        if (bindings && ReadFrom(ModuleReferenceKind.ExportFrom))
        {
            SkipAttributes();
        }
        else
        {
            // A declaration, or an export of names of this module.
            _at = bindings ? end : start;
        }

        Statement();
    }

    private bool ReadFrom(ModuleReferenceKind kind)
    {
        SkipTrivia();
        if (!TakeWord("from"u8))
        {
            return false;
        }

        SkipTrivia();
        return At(0) is (byte)'"' or (byte)'\'' && ReadSpecifier(kind);
    }

    private bool ReadSpecifier(ModuleReferenceKind kind)
    {
        int end = StringEnd(_at, report: false);
        if (end < _at + 2 || _source[end - 1] != _source[_at])
        {
            return false;
        }

        Add(kind, ScriptString.Decode(_source[(_at + 1)..(end - 1)], isTemplate: false), _at + 1, end - _at - 2);
        _at = end;
        return true;
    }

    // with { type: "json" }; what stands in it does not matter.
    private void SkipAttributes()
    {
        int after = _at;
        SkipTrivia();
        if (TakeWord("with"u8) || TakeWord("assert"u8))
        {
            SkipTrivia();
            if (At(0) == '{' && SkipNamed())
            {
                return;
            }
        }

        _at = after;
    }

    // At the parenthesis.
    private void ReadArgument(ModuleReferenceKind kind)
    {
        _at++;
        SkipTrivia();
        int start = _at;
        byte first = At(0);
        if (_at >= _source.Length || first == ')')
        {
            return;
        }

        int end = first switch
        {
            (byte)'"' or (byte)'\'' => StringEnd(_at, report: false),
            (byte)'`' => TemplateEnd(_at + 1, out bool substitution) is >= 0 and int length && !substitution ? length : -1,
            _ => -1,
        };
        if (end >= start + 2 && _source[end - 1] == first)
        {
            _at = end;
            SkipTrivia();
            if (At(0) is (byte)')' or (byte)',')
            {
                Add(kind, ScriptString.Decode(_source[(start + 1)..(end - 1)], first == '`'), start + 1, end - start - 2);
                return;
            }
        }

        // Where it ends is known when it has been read.
        Add(kind, null, start, 0);
        _pendingReference = _references.Count;
    }

    private void EndArgument()
    {
        if (_frame.Reference > 0)
        {
            ModuleReference reference = _references[_frame.Reference - 1];
            _references[_frame.Reference - 1] = reference with { Length = Math.Max(0, _lastEnd - reference.Position) };
            _frame.Reference = 0;
        }
    }

    private void Add(ModuleReferenceKind kind, string? specifier, int position, int length)
    {
        ScriptPlace place = _places.At(position);
        _references.Add(new ModuleReference(kind, specifier, position, length, place.Line, place.Column));
    }

    // * or * as name.
    private bool SkipNamespace()
    {
        _at++;
        SkipTrivia();
        int after = _at;
        if (TakeWord("as"u8))
        {
            SkipTrivia();
            return SkipName();
        }

        _at = after;
        return true;
    }

    // { … } of names, strings and what separates them.
    private bool SkipNamed()
    {
        _at++;
        while (true)
        {
            SkipTrivia();
            byte first = At(0);
            if (first == '}')
            {
                _at++;
                return true;
            }

            if (first is (byte)',' or (byte)':')
            {
                _at++;
            }
            else if (!SkipName())
            {
                return false;
            }
        }
    }

    // A name or, for what other languages export, a string.
    private bool SkipName()
    {
        int start = _at;
        if (At(0) is (byte)'"' or (byte)'\'')
        {
            _at = StringEnd(_at, report: false);
        }
        else
        {
            SkipWord();
        }

        return _at > start;
    }

    private bool TakeWord(ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> rest = _source[_at..];
        if (!rest.StartsWith(word) || (rest.Length > word.Length && (rest[word.Length] == '\\' || (ScriptBytes.IsWordPart(rest[word.Length]) && ScriptBytes.WideSpace(rest[word.Length..]) == 0))))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }
}
