using System.CommandLine;
using Xe.Client;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands;

/// <summary><c>completion</c>: a script that completes commands and options in a shell.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _dotnet_xe() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(dotnet-xe "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _dotnet_xe dotnet-xe
        """;

    private const string Zsh = """
        #compdef dotnet-xe
        _dotnet_xe() {
          local -a words_found
          words_found=("${(@f)$(dotnet-xe "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a words_found
        }
        compdef _dotnet_xe dotnet-xe
        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName dotnet-xe -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          dotnet-xe "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    internal static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        return Verb.Create(
            "completion", "Print a script that completes dotnet-xe in a shell", [shell],
            (run, _) =>
            {
                run.Screen.Out.WriteLine(run.Get(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    "pwsh" => Pwsh,
                    _ => throw new XeException(XeErrors.BadValue, "unknown shell"),
                });
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe completion bash > ~/.local/share/bash-completion/completions/dotnet-xe",
            "dotnet xe completion pwsh >> $PROFILE");
    }
}
