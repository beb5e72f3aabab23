// Each test starts processes that use both cores; one at a time keeps their timing sane.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
