using System.Text.Json.Serialization;

namespace LogActors;

/// <summary>A state that lacks a member is damaged, and not one with a zero or nothing in it.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WriterState))]
internal sealed partial class WriterStateJson : JsonSerializerContext;
