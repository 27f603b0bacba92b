using Xe.HelpBuilder;

namespace Xe.PowerShell.Tests;

public sealed class HelpPageTests
{
    private const string Page = """
        # Do-Thing

        ## Synopsis

        Does it.

        ## Description

        First paragraph,
        of two lines, with `code`.

        Second one.

        ## Parameters

        ### -Name

        Whose.

        ## Examples

        ### One

        ```powershell
        # not a title
        Do-Thing
        ```

        What comes of it.
        """;

    [Fact]
    public void A_page_is_read_section_by_section()
    {
        HelpPage page = HelpPage.Parse(Page);
        Assert.Equal("Do-Thing", page.Name);
        Assert.Equal("Does it.", page.Synopsis);
        Assert.Equal(["First paragraph, of two lines, with code.", "Second one."], page.Description);
        Assert.Equal(["Whose."], page.Parameters["name"]);
        HelpExample example = Assert.Single(page.Examples);
        Assert.Equal("# not a title\nDo-Thing", example.Code);
        Assert.Equal(["What comes of it."], example.Remarks);
    }

    [Fact]
    public void A_page_without_a_title_is_refused() =>
        Assert.Throws<FormatException>(() => HelpPage.Parse("## Synopsis\n\nDoes it.\n"));
}
