namespace LogActors;

/// <summary>Renders records as lines; those that have their shape in common with one before by a plan, where the format has one.</summary>
/// <remarks>Not thread-safe. Allocates nothing once its buffers have grown.</remarks>
internal abstract class LineRenderer : IRecordRenderer
{
    private readonly LinePlans _plans = new();

    /// <inheritdoc/>
    public void Render(in LogRecord record, LineBuffer output)
    {
        if (FindPlan(record) is { } plan)
        {
            plan.Write(record, output);
        }
        else
        {
            AppendLine(record, output, plan: null);
        }

        AppendRest(record, output);
    }

    /// <summary>Whether a line like this one can be made by a plan.</summary>
    protected abstract bool CanPlan(in LogRecord record);

    /// <summary>Appends the line.</summary>
    /// <param name="record">The record.</param>
    /// <param name="output">Where to; the plan's text if there is a plan.</param>
    /// <param name="plan">If it is given, gets a mark in the place of everything that another record of the shape may have otherwise.</param>
    protected abstract void AppendLine(in LogRecord record, LineBuffer output, LinePlan? plan);

    /// <summary>Appends what follows the line.</summary>
    protected virtual void AppendRest(in LogRecord record, LineBuffer output)
    {
    }

    /// <summary>Appends the time of a record, or has the plan do it.</summary>
    protected static void AppendTimestamp(TimestampWriter timestamp, in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        if (plan is null)
        {
            timestamp.Append(output, record.UtcTicks);
        }
        else
        {
            plan.MarkTimestamp(timestamp);
        }
    }

    /// <summary>Appends the message of a record, or has the plan do it.</summary>
    protected static void AppendMessage(in LogRecord record, LineBuffer output, LinePlan? plan, bool json)
    {
        if (plan is null)
        {
            MessageWriter.Append(output, record, json);
        }
        else
        {
            plan.MarkMessage(record, json);
        }
    }

    /// <summary>Appends the trace id of a record, or has the plan do it.</summary>
    protected static void AppendTraceId(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        if (plan is null)
        {
            ScalarWriter.AppendHex(output, record.TraceId);
        }
        else
        {
            plan.MarkTraceId();
        }
    }

    /// <summary>Appends the span id of a record, or has the plan do it.</summary>
    protected static void AppendSpanId(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        if (plan is null)
        {
            ScalarWriter.AppendHex(output, record.SpanId);
        }
        else
        {
            plan.MarkSpanId();
        }
    }

    private LinePlan? FindPlan(in LogRecord record)
    {
        if (!CanPlan(record))
        {
            return null;
        }

        LinePlan? plan = _plans.Find(record, out LinePlan? make);
        if (make is not null)
        {
            AppendLine(record, make.Text, make);
            plan = make.Complete() ? make : null;
            _plans.Keep(record, plan);
        }

        return plan;
    }
}
