using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Cloning;

namespace LogActors;

/// <summary>Copies nothing: a batch is not changed after it is handed to a call.</summary>
[RegisterCopier]
public sealed class RecordBatchCopier : IDeepCopier<RecordBatch>
{
    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(input))]
    public RecordBatch? DeepCopy(RecordBatch? input, CopyContext context) => input;
}
