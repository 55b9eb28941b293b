namespace FlashFs.Engines.Tests.Ckb;

/// <summary>What ckb-debugger gets to see: an image, and perhaps a transaction that names it and the VM.</summary>
internal sealed class CkbFolder : IDisposable
{
    public const string ImageName = "tickets.fs";
    public const string TransactionName = "transaction.json";

    public CkbFolder(byte[] image)
    {
        Path = Directory.CreateTempSubdirectory("flashfs-ckb-").FullName;
        File.WriteAllBytes(System.IO.Path.Combine(Path, ImageName), image);
    }

    // The transactions of the sample have the VM beside them.
    public CkbFolder(byte[] image, string transaction)
        : this(image) =>
        File.WriteAllText(
            System.IO.Path.Combine(Path, TransactionName),
            transaction.Replace(" ckb-js-vm }}", " /vm/ckb-js-vm }}", StringComparison.Ordinal));

    public string Path { get; }

    public string Inside(string name) => $"/guest/{name}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
