using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class InterruptedImportTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task An_import_that_was_stopped_is_completed_by_running_it_again()
    {
        var import = new RequestImport(hub, "stopped");
        var rows = Enumerable.Range(0, 5_000).Select(n => $"{n},2015-06-01 09:00,,,Call,Tree,Parks").ToArray();
        var text = RequestImport.Header + "\n" + string.Concat(rows.Select(r => r + ",,,,,,\n"));

        // The file cannot be read to its end, as when the program is killed: whole batches are there, no half one.
        await Assert.ThrowsAsync<IOException>(() => import.TryAsync(new BrokenStream(text, text.Length * 9 / 10)));
        var before = await import.CountAsync();
        var summary = await import.FileAsync(text);

        Assert.Equal(4_000, before);
        Assert.Equal(new ImportCounts(1_000, 0, 4_000, 0, 0, 0), summary.Counts);
        Assert.Equal(5_000, await import.CountAsync());
        var runs = await hub.DatabaseAsync(db => db.ImportRuns.Where(r => r.System == "stopped").OrderBy(r => r.StartedAt).ToListAsync());
        Assert.Equal([null, 1_000L], runs.Select(r => r.FinishedAt is null ? (long?)null : r.Added));
        Assert.Equal(32, runs[1].FileSha256!.Length);
    }

    [Fact]
    public async Task Only_one_import_of_a_system_runs_at_a_time()
    {
        var import = new RequestImport(hub, "busy");
        var (asked, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = import.TryAsync(new WaitingStream(RequestImport.Header + "\n1,2015-06-01 09:00,,,Call,Tree,Parks,,,,,,\n", asked, hold.Task));
        await asked.Task;

        var second = await new RequestImport(hub, "busy").TryAsync(new MemoryStream("id,opened,closed,target,channel,service,area,district,subject,details,address,lat,lon\n"u8.ToArray()));
        hold.SetResult();

        Assert.IsType<ImportRuns>(second.Error);
        Assert.Equal(1, (await first).Value.Counts.Added);
    }

    // It breaks when the rows are brought in, not while the file is looked through before.
    private sealed class BrokenStream(string text, int breaksAt) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        private int _rewound;

        public override long Position
        {
            get => base.Position;
            set => (base.Position, _rewound) = (value, _rewound + 1);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _rewound < 2 ? base.ReadAsync(buffer, cancellationToken)
            : Position >= breaksAt ? throw new IOException("The disk is gone.") : base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, breaksAt - Position)], cancellationToken);
    }

    private sealed class WaitingStream(string text, TaskCompletionSource asked, Task until) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // The header at once; the rows only when the test says so, with the lock held.
            if (Position > 0)
            {
                asked.TrySetResult();
                await until;
            }
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, RequestImport.Header.Length + 1)], cancellationToken);
        }
    }
}
