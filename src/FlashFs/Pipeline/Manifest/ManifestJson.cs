using System.Text.Json.Serialization;

namespace FlashFs.Pipeline.Manifest;

/// <summary>The serializer of the manifest, generated at compile time.</summary>
[JsonSerializable(typeof(FlashManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
