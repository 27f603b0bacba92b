using System.Globalization;
using System.Text;

namespace Xe.Node.Observability.Logging;

/// <summary>A file of bounded size: before a line that would exceed it, FILE.i becomes FILE.i+1 and the live file FILE.1
/// (spec 09 §10.4). Where it cannot be written, lines go to stderr and the node goes on.</summary>
internal sealed class RotatingFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly long _maxBytes;
    private readonly int _kept;
    private FileStream? _stream;

    /// <summary>Opens the file for appending; throws where it cannot be opened at first.</summary>
    /// <param name="path">Live file.</param>
    /// <param name="maxBytes">Size of one file.</param>
    /// <param name="kept">Rotated files kept.</param>
    public RotatingFile(string path, long maxBytes, int kept)
    {
        (_path, _maxBytes, _kept) = (path, maxBytes, kept);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } directory)
            Directory.CreateDirectory(directory);
        _stream = Open();
    }

    /// <summary>Appends a line.</summary>
    public void WriteLine(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            try
            {
                if (_stream is not null && _stream.Position > 0 && _stream.Position + bytes.Length > _maxBytes)
                    Rotate();
                _stream?.Write(bytes);
                _stream?.Flush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _stream?.Dispose();
                _stream = null;
            }
            if (_stream is null)
                Console.Error.WriteLine(line);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
            _stream?.Dispose();
    }

    private void Rotate()
    {
        _stream!.Dispose();
        _stream = null;
        if (_kept == 0)
        {
            File.Delete(_path);
        }
        else
        {
            File.Delete(Name(_kept));
            for (int i = _kept - 1; i > 0; i--)
            {
                if (File.Exists(Name(i)))
                    File.Move(Name(i), Name(i + 1));
            }
            File.Move(_path, Name(1));
        }
        _stream = Open();
    }

    private string Name(int index) => _path + "." + index.ToString(CultureInfo.InvariantCulture);

    private FileStream Open()
    {
        FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        return new FileStream(_path, options);
    }
}
