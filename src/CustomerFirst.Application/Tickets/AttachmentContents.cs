using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CustomerFirst.Application.Tickets;

/// <summary>How files are kept: the configuration section <c>Attachments</c>.</summary>
public sealed class AttachmentOptions
{
    /// <summary>A folder that all nodes share; without one the bytes stand in PostgreSQL.</summary>
    public string? Folder { get; set; }

    /// <summary>The largest file in bytes; 10 MB by default.</summary>
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>What is said of a larger one.</summary>
    public string TooLarge => $"The selected file must be smaller than {MaxBytes / (1024 * 1024.0):0.#} MB";

    /// <summary>What the configuration says, or the defaults where there is none.</summary>
    public static AttachmentOptions From(IConfiguration? configuration) => configuration?.GetSection("Attachments").Get<AttachmentOptions>() ?? new AttachmentOptions();
}

/// <summary>Where the bytes of attachments are kept.</summary>
internal interface IAttachmentContents
{
    /// <summary>Keeps them, at the latest when the command is saved.</summary>
    Task KeepAsync(Guid attachmentId, byte[] bytes, CancellationToken token);

    /// <summary>Reads them; null when they are gone.</summary>
    Task<byte[]?> ReadAsync(Guid attachmentId, CancellationToken token);

    /// <summary>Removes the bytes of attachments whose rows were removed in a command that is saved. Gives back how many are still there.</summary>
    int Remove(IReadOnlyCollection<Guid> attachments);
}

/// <summary>In PostgreSQL, saved with the ticket.</summary>
internal sealed class AttachmentsInDatabase(CustomerFirstDb db) : IAttachmentContents
{
    /// <inheritdoc />
    public Task KeepAsync(Guid attachmentId, byte[] bytes, CancellationToken token)
    {
        db.Add(new AttachmentContent { AttachmentId = attachmentId, Bytes = bytes });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<byte[]?> ReadAsync(Guid attachmentId, CancellationToken token) =>
        db.Set<AttachmentContent>().AsNoTracking().Where(c => c.AttachmentId == attachmentId).Select(c => c.Bytes).FirstOrDefaultAsync(token);

    /// <inheritdoc />
    public int Remove(IReadOnlyCollection<Guid> attachments) => 0; // They went with their rows.
}

/// <summary>In a folder, under the attachment's id. A file whose command was not saved in the end is never named by anything.</summary>
internal sealed class AttachmentsInFolder(AttachmentOptions options) : IAttachmentContents
{
    /// <inheritdoc />
    public async Task KeepAsync(Guid attachmentId, byte[] bytes, CancellationToken token)
    {
        var path = PathOf(attachmentId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written aside and moved, so that nobody ever reads half a file.
        await File.WriteAllBytesAsync(path + ".part", bytes, token);
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <inheritdoc />
    public async Task<byte[]?> ReadAsync(Guid attachmentId, CancellationToken token)
    {
        var path = PathOf(attachmentId);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, token) : null;
    }

    /// <inheritdoc />
    public int Remove(IReadOnlyCollection<Guid> attachments)
    {
        var left = 0;
        foreach (var id in attachments)
        {
            try
            {
                if (File.Exists(PathOf(id))) File.Delete(PathOf(id));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                left++;
            }
        }
        return left;
    }

    // The last digits of a key are random, so they spread the files over 256 folders.
    private string PathOf(Guid id) => Path.Combine(Path.GetFullPath(options.Folder!), id.ToString("N")[^2..], id.ToString("N"));
}
