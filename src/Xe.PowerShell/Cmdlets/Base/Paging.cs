using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Counts what <c>-Skip</c> and <c>-First</c> let through.</summary>
internal sealed class Paging(PagingParameters parameters)
{
    private ulong _skip = parameters.Skip;
    private ulong _left = parameters.First;

    /// <summary>Nothing more is wanted.</summary>
    public bool Ended => _left == 0;

    /// <summary>Whether the next entry is wanted.</summary>
    public bool Wants()
    {
        if (_left == 0)
            return false;
        if (_skip > 0)
        {
            _skip--;
            return false;
        }
        _left--;
        return true;
    }
}
