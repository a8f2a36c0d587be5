using System.IO.Compression;
using System.Text;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class AttachmentsTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly byte[] s_jpeg = Files.Jpeg;

    [Fact]
    public async Task A_file_comes_back_as_it_was_under_a_safe_name_and_a_type_found_from_its_bytes()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.RaiseAsync();
        var added = await hub.DoAsync(new AddAttachmentCommand(ticket.Id!.Value, "..\\..\\etc/pass\u202Ewd<1>.JPG", s_jpeg, CustomerMaySee: true), scene.Adviser);
        Assert.Equal(("passwd_1_.jpg", "image/jpeg"), (added.FileName, added.MediaType));
        var file = await hub.DoAsync(new GetAttachmentQuery(added.Id), scene.Adviser);
        Assert.Equal(s_jpeg, file.Bytes);
        var item = (await scene.GetAsync(ticket.Id.Value)).Timeline.Single(i => i.Kind == TimelineKind.File);
        Assert.Equal(("passwd_1_.jpg", s_jpeg.LongLength, true), (item.Text, item.Length!.Value, item.CustomerSees));
        Assert.Equal(1L, await hub.ScalarAsync<long>("select count(*) from audit_entries where record_kind = 'attachment' and action = 'viewed' and record_id = @id", ("id", added.Id)));
    }

    public static TheoryData<string, byte[], string?> Kinds => new()
    {
        { "a.png", Files.Png, "a.png" },
        { "a.jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xDB, 0, 3, 1, 9, 9, 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 1, 1, 1, 0x11, 0], "a.jpeg" },
        { "a.gif", Files.Gif, "a.gif" },
        { "a.webp", "RIFF\0\0\0\0WEBPVP8 "u8.ToArray(), "a.webp" },
        { "a.heic", "\0\0\0\u0018ftypheic\0\0"u8.ToArray(), "a.heic" },
        { "letter.pdf", Files.Pdf, "letter.pdf" },
        { "signature.png", Files.Png[..8], null },
        { "no-width.png", [.. Files.Png[..19], 0, .. Files.Png[20..]], null },
        { "no-header.png", [.. Files.Png[..8], 1, 2, 3], null },
        { "signature.jpg", [0xFF, 0xD8, 0xFF], null },
        { "no-frame.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD9], null },
        { "cut.jpg", Files.Jpeg[..12], null },
        { "signature.gif", "GIF89a"u8.ToArray(), null },
        { "signature.pdf", "%PDF-1.7\n"u8.ToArray(), null },
        { "notes", "Bring the green bin.\r\n"u8.ToArray(), "notes.txt" },
        { "list.csv", "a,b\n1,2\n"u8.ToArray(), "list.csv" },
        { "form.docx", Zip("[Content_Types].xml", "word/document.xml"), "form.docx" },
        { "sheet.xlsx", Zip("[Content_Types].xml", "xl/workbook.xml"), "sheet.xlsx" },
        { "text.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text")), "text.odt" },
        { "macro.docx", Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), null },
        { "macro.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/script-lc.xml", "x")), null },
        { "archive.zip", Zip("anything.txt"), null },
        { "page.html", "<!doctype html><script>alert(1)</script>"u8.ToArray(), null },
        { "page.txt", "  <html><body>"u8.ToArray(), null },
        { "drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>"u8.ToArray(), null },
        { "run.sh", "#!/bin/sh\nrm -rf /\n"u8.ToArray(), null },
        { "program.exe", "MZ\0\0\u0003"u8.ToArray(), null },
        { "photo.exe", s_jpeg, null },
        { "photo.jpg", "not a photo"u8.ToArray(), null },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_harmless_kinds_are_taken_and_the_bytes_decide(string name, byte[] bytes, string? kept)
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.RaiseAsync();
        var result = await hub.SendAsync(new AddAttachmentCommand(ticket.Id!.Value, name, bytes), scene.Adviser);
        if (kept is null) Assert.StartsWith("The selected file must be one of these", Assert.IsType<NotAccepted>(result.Error).Message, StringComparison.Ordinal);
        else Assert.Equal(kept, result.Value.FileName);
    }

    [Fact]
    public async Task Too_large_and_empty_files_are_refused_with_the_limit()
    {
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.RaiseAsync();
        var large = await hub.SendAsync(new AddAttachmentCommand(ticket.Id!.Value, "a.txt", Encoding.ASCII.GetBytes(new string('a', 10 * 1024 * 1024 + 1))), scene.Adviser);
        Assert.Equal(["The selected file must be smaller than 10 MB"], Assert.IsType<Invalid>(large.Error).Problems["Bytes"]);
        Assert.IsType<Invalid>((await hub.SendAsync(new AddAttachmentCommand(ticket.Id.Value, "a.txt", []), scene.Adviser)).Error);
    }

    [Fact]
    public async Task In_a_folder_the_bytes_stand_under_the_files_id_and_are_found_again()
    {
        var folder = Directory.CreateTempSubdirectory("cf-attachments-");
        var options = hub.Services.GetRequiredService<AttachmentOptions>();
        var scene = await TicketScene.SetAsync(hub);
        var ticket = await scene.RaiseAsync();
        try
        {
            options.Folder = folder.FullName;
            var added = await hub.DoAsync(new AddAttachmentCommand(ticket.Id!.Value, "a.jpg", s_jpeg), scene.Adviser);
            Assert.Equal([added.Id.ToString("N")], folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.Name));
            Assert.Equal(s_jpeg, (await hub.DoAsync(new GetAttachmentQuery(added.Id), scene.Adviser)).Bytes);
            Assert.Equal(0L, await hub.ScalarAsync<long>("select count(*) from attachment_contents where attachment_id = @id", ("id", added.Id)));
        }
        finally
        {
            options.Folder = null;
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Zip(params string[] names) => Zip([.. names.Select(n => (n, "x"))]);

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open(), Encoding.ASCII);
                writer.Write(text);
            }
        return stream.ToArray();
    }
}
