namespace FlashFs.Tool.Explorer;

/// <summary>What the gate says to a request.</summary>
/// <param name="Target">What is asked for; without the secret where it is the explorer's. Null where it is refused.</param>
/// <param name="Preview">The image whose preview is asked; null for the explorer itself.</param>
/// <param name="Status">The status of a refusal; else 0.</param>
internal sealed record Admission(RequestTarget? Target, ServedImage? Preview, int Status)
{
    public static Admission Refused(int status) => new(null, null, status);
}
