using System.Management.Automation;
using System.Text.Json;
using Xe.Client;
using Xe.Client.Http;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeStateValue</c>: what the state chain says.</summary>
[Cmdlet(VerbsCommon.Get, "XeStateValue", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType("Xe.StateValue")]
public sealed class GetStateValueCommand : NodeCmdlet
{
    private const string KeySet = "Key";
    private const string ListSet = "List";

    /// <summary>Keys.</summary>
    [Parameter(ParameterSetName = KeySet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Key { get; set; } = [];

    /// <summary>Only keys that begin so.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public string? Prefix { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (ParameterSetName == ListSet)
        {
            await ListAsync();
            return;
        }
        foreach (string key in Key)
        {
            if (await Api.GetStateValueAsync(key, Cancellation) is { } value)
                Write(value.Key, value.Value);
            else
                Report(new XeException(XeErrors.NotFound, $"the state chain has no key {Core.GoQuote.Quote(key)}"), key);
        }
    }

    private async Task ListAsync()
    {
        Paging paging = new(PagingParameters);
        for (int offset = 0; ; offset += XeClient.MaxPage)
        {
            IReadOnlyDictionary<string, JsonElement> page = await Api.GetStateValuesAsync(Prefix, offset, XeClient.MaxPage, Cancellation);
            foreach ((string key, JsonElement value) in page)
            {
                if (paging.Wants())
                    Write(key, value);
                else if (paging.Ended)
                    return;
            }
            if (page.Count < XeClient.MaxPage)
                return;
        }
    }

    private void Write(string key, JsonElement value)
    {
        PSObject result = new();
        result.TypeNames.Insert(0, "Xe.StateValue");
        result.Properties.Add(new PSNoteProperty("Key", key));
        result.Properties.Add(new PSNoteProperty("Value", ViewObject.OfJson(value)));
        result.Properties.Add(new PSNoteProperty("RawJson", value.GetRawText()));
        WriteObject(result);
    }
}
