using FlashFs.Diagnostics;

namespace FlashFs.Partitions;

// Labels, and what a partition's kind asks of it.
internal static partial class PartitionChecks
{
    private static void CheckLabel(PartitionCandidate candidate, DiagnosticBag diagnostics)
    {
        string label = candidate.Label;
        if (candidate.Row is { Unreadable: true })
        {
            return;
        }

        int bytes = PartitionLabel.ByteCount(label);
        if (PartitionLabel.Problem(label) is { } problem)
        {
            diagnostics.Add(DiagnosticCodes.InvalidPartitionLabel, candidate.LabelAt, $"The label '{QuotedText.Cut(label)}' {problem}.");
        }
        else if (bytes > PartitionTableLayout.LabelLength)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionLabelTooLong,
                candidate.LabelAt,
                $"The label '{QuotedText.Cut(label)}' has {bytes} bytes in UTF-8 and the table has room for {PartitionTableLayout.LabelLength}; shorten it by {bytes - PartitionTableLayout.LabelLength} (gen_esp32part.py would cut it without a word).");
        }
        else if (candidate is { Type: { } type, SubType: { } subType })
        {
            CheckMeaning(candidate, type, subType, diagnostics);
        }
    }

    private static void CheckMeaning(PartitionCandidate candidate, byte type, byte subType, DiagnosticBag diagnostics)
    {
        string label = candidate.Label;
        string kind = PartitionTypes.Describe(type, subType);
        if (PartitionLabel.IsReservedFor(label, type, subType))
        {
            string what = label == PartitionLabel.Table ? "partition table" : "boot loader";
            diagnostics.Add(
                DiagnosticCodes.ReservedLabel,
                candidate.LabelAt,
                $"The label '{QuotedText.Cut(label)}' stands for the chip's own {what} wherever a part of the flash is named, and this partition is {kind}; choose another label.");
            return;
        }

        bool namesOtherType = label == PartitionTypes.NameOf(PartitionTypes.App) || label == PartitionTypes.NameOf(PartitionTypes.Data)
            || label == PartitionTypes.NameOf(PartitionTypes.Table);
        namesOtherType &= label != PartitionTypes.NameOf(type);
        bool namesOtherSubType = PartitionTypes.IsSubTypeName(label) && label != PartitionTypes.NameOf(type, subType);
        if (namesOtherType || namesOtherSubType)
        {
            diagnostics.Add(
                DiagnosticCodes.MisleadingLabel,
                candidate.LabelAt,
                $"Partition '{label}' has the name of a {(namesOtherType ? "type" : "subtype")} and is {kind}; correct its type or subtype, or choose another label.");
        }
    }

    private static void CheckDuplicateLabels(IReadOnlyList<PartitionCandidate> candidates, DiagnosticBag diagnostics)
    {
        var first = new Dictionary<string, PartitionCandidate>(StringComparer.Ordinal);
        foreach (PartitionCandidate candidate in candidates.Where(candidate => candidate.Label.Length > 0))
        {
            if (!first.TryAdd(candidate.Label, candidate))
            {
                string where = first[candidate.Label].LabelAt is { } place ? $" at {place}" : "";
                diagnostics.Add(
                    DiagnosticCodes.DuplicatePartition,
                    candidate.LabelAt,
                    $"Two partitions have the label '{QuotedText.Cut(candidate.Label)}', the first{where}; firmware finds partitions by label, so rename one.");
            }
        }
    }

    private static void CheckKind(PartitionCandidate candidate, DiagnosticBag diagnostics)
    {
        bool ota = candidate.Is(PartitionTypes.Data, PartitionTypes.DataOta);
        bool otaData = ota || candidate.Is(PartitionTypes.Data, PartitionTypes.DataTeeOta);
        if (otaData && candidate.Size is { } size and not PartitionTableLayout.OtaDataSize)
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionFixedSize,
                candidate.SizeAt,
                $"Partition '{QuotedText.Cut(candidate.Label)}' ({KindOf(candidate)}) has 0x{size:x} bytes, and OTA data is two sectors; use 0x{PartitionTableLayout.OtaDataSize:x}.");
        }

        if (candidate.ReadOnly && (ota || candidate.Is(PartitionTypes.Data, PartitionTypes.DataCoreDump)))
        {
            diagnostics.Add(
                DiagnosticCodes.PartitionReadOnly,
                candidate.FlagsAt,
                $"Partition '{QuotedText.Cut(candidate.Label)}' ({KindOf(candidate)}) is flagged readonly, and devices write it; take the flag off.");
        }

        if (candidate.Is(PartitionTypes.Data, PartitionTypes.DataNvs) && !candidate.ReadOnly && !candidate.FlagsUncertain
            && candidate.Size is > 0 and < PartitionTableLayout.MinimumWritableNvsSize)
        {
            diagnostics.Add(
                DiagnosticCodes.NvsTooSmall,
                candidate.SizeAt,
                $"NVS partition '{QuotedText.Cut(candidate.Label)}' has 0x{candidate.Size:x} bytes and can be written, which takes at least 0x{PartitionTableLayout.MinimumWritableNvsSize:x}; make it larger, or flag it readonly.");
        }
    }

    private static void CheckUnique(IReadOnlyList<PartitionCandidate> candidates, byte subType, DiagnosticBag diagnostics)
    {
        PartitionCandidate? first = null;
        foreach (PartitionCandidate candidate in candidates.Where(candidate => candidate.Is(PartitionTypes.Data, subType)))
        {
            if (first is not null)
            {
                diagnostics.Add(
                    DiagnosticCodes.PartitionNotUnique,
                    candidate.SubTypeAt,
                    $"Partitions '{QuotedText.Cut(first.Label)}' and '{QuotedText.Cut(candidate.Label)}' are both {KindOf(candidate)}, and a device looks for one; take one out.");
            }

            first ??= candidate;
        }
    }

    private static void WarnOfSharedAppSubTypes(IReadOnlyList<PartitionCandidate> candidates, DiagnosticBag diagnostics)
    {
        var first = new Dictionary<byte, PartitionCandidate>();
        foreach (PartitionCandidate candidate in candidates.Where(candidate => candidate is { Type: PartitionTypes.App, SubType: not null }))
        {
            byte subType = candidate.SubType!.Value;
            if (!first.TryAdd(subType, candidate))
            {
                diagnostics.Add(
                    DiagnosticCodes.AppsShareSubType,
                    candidate.SubTypeAt,
                    $"Apps '{first[subType].Label}' and '{QuotedText.Cut(candidate.Label)}' are both {KindOf(candidate)}, and the boot loader starts one of them only; give one another subtype.");
            }
        }
    }

    private static string KindOf(PartitionCandidate candidate) => PartitionTypes.Describe(candidate.Type!.Value, candidate.SubType!.Value);
}
