using Microsoft.Extensions.Options;

namespace LogActors;

/// <summary>Makes the options as usual, except that a change at run time to values that are refused leaves the present ones in place, and says so.</summary>
/// <remarks>Without it the change would end as an exception in whatever watches the file, where nobody sees it. Thread-safe.</remarks>
internal sealed class LogActorsOptionsFactory(
    IEnumerable<IConfigureOptions<LogActorsOptions>> setups,
    IEnumerable<IPostConfigureOptions<LogActorsOptions>> postConfigures,
    IEnumerable<IValidateOptions<LogActorsOptions>> validations) : IOptionsFactory<LogActorsOptions>
{
    private readonly OptionsFactory<LogActorsOptions> _usual = new(setups, postConfigures, validations);
    private readonly Lock _gate = new();
    private LogActorsOptions? _present;
    private string? _refused;

    /// <exception cref="OptionsValidationException">The values are refused, and there were none before.</exception>
    public LogActorsOptions Create(string name)
    {
        lock (_gate)
        {
            try
            {
                _present = _usual.Create(name);
                _refused = null;
                return _present;
            }
            catch (OptionsValidationException exception) when (_present is not null)
            {
                if (_refused != exception.Message)              // one edit of a file is often seen twice
                {
                    _refused = exception.Message;
                    StandardError.Write($"The changed settings were refused and the present ones stay: {exception.Message}");
                }

                return _present;
            }
        }
    }
}
