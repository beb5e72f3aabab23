using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>Logs one record of the benchmark.</summary>
internal delegate void OrderCall(ILogger logger, long orderId, string customer, double amount, int durationMs);
