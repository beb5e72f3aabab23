using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Configuration;
using Microsoft.Extensions.Options;

namespace LogActors;

/// <summary>Binds the provider's configuration to the options, as <c>LoggerProviderOptions.RegisterProviderOptions</c> would.</summary>
/// <remarks>That one binds by reflection, of which nothing is left in a program that is trimmed; here the compiler generates the code.</remarks>
internal sealed class LogActorsConfigureOptions(ILoggerProviderConfiguration<LogActorsLoggerProvider> provider) : IConfigureOptions<LogActorsOptions>
{
    public void Configure(LogActorsOptions options)
    {
        provider.Configuration.Bind(options);
        foreach (IConfigurationSection attribute in provider.Configuration.GetSection(nameof(options.ResourceAttributes)).GetChildren())
        {
            options.ResourceAttributes[attribute.Key] = attribute.Value ?? "";      // the binder passes over an empty value, which takes an attribute away
        }
    }
}
