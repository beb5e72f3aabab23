using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>How many rules there are for the levels of an application with very many categories.</summary>
public sealed class LevelRulesTests
{
    private readonly LevelRules _rules = new();

    [Fact]
    public void Apply_MoreCategoriesThanThereMayBeRules_LeavesTheOthersOutAndKeepsToThat()
    {
        _rules.Apply(Levels(1000, 2000));
        LoggerFilterRule[] full = Rules();

        bool more = _rules.Apply(Levels(0, 5000));
        bool less = _rules.Apply(Levels(1500, 2000));

        Assert.Equal((LevelRules.MaxRules, false), (full.Length, more));
        Assert.True(less);
        Assert.Equal(2000, Rules().Length);
    }

    // The name of the rule of Shop is that of Shop.Workshop too, which then has to have one.
    [Fact]
    public void Apply_WithRoomForOneRuleOfTwoThatGoTogether_HasNeither()
    {
        _rules.Apply(Levels(0, LevelRules.MaxRules - 1));

        bool changed = _rules.Apply([.. Levels(0, LevelRules.MaxRules - 1), KeyValuePair.Create("Shop", (LogLevel?)LogLevel.Trace), KeyValuePair.Create("Shop.Workshop", (LogLevel?)null)]);

        Assert.False(changed);
        Assert.Equal(LevelRules.MaxRules - 1, Rules().Length);
    }

    [Fact]
    public void Apply_MoreCategoriesThanThereMayBeRules_SaysItOnce()
    {
        using Listener listener = new();

        _rules.Apply(Levels(0, 3000));
        _rules.Apply(Levels(500, 3000));

        Assert.Equal(LevelRules.MaxRules, Assert.Single(listener.Cuts));
    }

    private static KeyValuePair<string, LogLevel?>[] Levels(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => KeyValuePair.Create($"Category{number:00000}", (LogLevel?)LogLevel.Debug))];

    private LoggerFilterRule[] Rules()
    {
        LoggerFilterOptions options = new();
        _rules.PostConfigure(_rules.Name, options);
        return [.. options.Rules];
    }

    private sealed class Listener : EventListener
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;

        public ConcurrentQueue<object?> Cuts { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "LogActors-Client")
            {
                EnableEvents(eventSource, EventLevel.Warning);
            }
        }

        // Other tests run at the same time, on other threads.
        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventId == 9 && Environment.CurrentManagedThreadId == _thread)
            {
                Cuts.Enqueue(eventData.Payload![0]);
            }
        }
    }
}
