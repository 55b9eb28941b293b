using System.Text.Json.Serialization;

namespace FlashFs.Pipeline.Manifest;

/// <summary>The serializer of the manifest and of what lies beside it, generated at compile time.</summary>
[JsonSerializable(typeof(FlashManifest))]
[JsonSerializable(typeof(BuildContents))]
[JsonSerializable(typeof(FitReport))]
internal sealed partial class ManifestJson : JsonSerializerContext;
