using System.Text.Json;
using Xe.Tool.Bench;

if (args is not ["bench", .. var names])
    return 2;

// Until the command line arrives: dotnet-xe bench [NAME…], one JSON object per line.
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};
var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
foreach (var bench in new IBench[] { new WorkBench() })
{
    if (names.Length > 0 && !names.Contains(bench.Name))
        continue;
    foreach (var result in bench.Run(cancellation.Token))
        Console.WriteLine(JsonSerializer.Serialize(result, options));
}
return 0;
