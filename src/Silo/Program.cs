using LogActors;

return (int)await SiloProgram.RunAsync(args);
