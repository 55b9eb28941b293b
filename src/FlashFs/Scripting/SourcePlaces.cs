namespace FlashFs.Scripting;

/// <summary>Finds in a source what was found in what transforms made of it.</summary>
internal static class SourcePlaces
{
    /// <summary>
    /// The place in the source of the reference that stands at a place in its transformed form: the one that asks for the same,
    /// in the same form, the same number of such before it. Null where transforms changed what is asked for.
    /// </summary>
    public static (int Line, int Column)? Find(ReadOnlySpan<byte> source, ReadOnlySpan<byte> transformed, int line, int column)
    {
        IReadOnlyList<ModuleReference> made = ModuleScanner.Scan(transformed).References;
        int index = made.TakeWhile(reference => reference.Line != line || reference.Column != column).Count();
        if (index == made.Count || made[index].Specifier is null)
        {
            return null;
        }

        bool Alike(ModuleReference reference) => reference.Kind == made[index].Kind && reference.Specifier == made[index].Specifier;
        ModuleReference[] candidates = [.. ModuleScanner.Scan(source).References.Where(Alike)];
        int before = made.Take(index).Count(Alike);
        return candidates.Length == made.Count(Alike) ? (candidates[before].Line, candidates[before].Column) : null;
    }
}
