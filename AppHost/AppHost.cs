var builder = DistributedApplication.CreateBuilder(args);

var cluster = builder.AddOrleans("logs-cluster")
    .WithClusterId("dev")
    .WithServiceId("logactors")
    .WithDevelopmentClustering();

var logs = builder.AddProject<Projects.Silo>("logs")
    .WithReference(cluster)
    .WithEnvironment("LogActors__Directory", Path.Combine(builder.AppHostDirectory, "logs"))
    .WithEnvironment("Orleans__Endpoints__AdvertisedIPAddress", "127.0.0.1")
    // Orleans addresses its peers by their real ports, which a proxy would hide.
    .WithEndpoint("orleans-silo", endpoint => endpoint.IsProxied = false)
    .WithEndpoint("orleans-gateway", endpoint => endpoint.IsProxied = false)
    .WithHttpHealthCheck("/health");

var gateway = logs.GetEndpoint("orleans-gateway");
var connection = ReferenceExpression.Create(
    $"Gateways={gateway.Property(EndpointProperty.IPV4Host)}:{gateway.Property(EndpointProperty.Port)};ClusterId=dev;ServiceId=logactors");

// The services get the log cluster by a connection string of its own: `Orleans__…` variables would be those of a cluster that a service itself belongs to.
var payments = builder.AddProject<Projects.Payments>("payments")
    .WithEnvironment("ConnectionStrings__logactors", connection)
    .WithHttpHealthCheck("/health")
    .WaitFor(logs);

builder.AddProject<Projects.Orders>("orders")
    .WithEnvironment("ConnectionStrings__logactors", connection)
    .WithEnvironment("Payments__Address", payments.GetEndpoint("http"))
    .WithHttpHealthCheck("/health")
    .WaitFor(logs)
    .WaitFor(payments);

builder.Build().Run();
