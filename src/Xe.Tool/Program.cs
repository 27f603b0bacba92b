using System.CommandLine;
using Xe.Tool.Bench;

var root = new RootCommand("The XE node and its command line") { BenchCommand.Create() };
ParseResult parsed = root.Parse(args);
int exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;
