using System.Text.Json.Serialization;

namespace LogActors;

[JsonSerializable(typeof(WriterState))]
internal sealed partial class WriterStateJson : JsonSerializerContext;
