/* check-races.c: several threads make requests end in two ways at once. Each must end exactly once, with one of the
   statuses that its rivals give; also while the device is removed under them. */
#include "check.h"

#define RACE_MS 1500
#define THREADS 6

struct race {
    HANDLE device;
    CHANNEL_HANDLE echo;
    LONG rounds[THREADS];
    volatile LONG stop;
};

struct racer {
    struct race *race;
    int index;
};

static void settle(struct flight *flight, BOOL cancelling, const char *what)
{
    if (cancelling)
        cancel(flight);
    NTSTATUS status = ended(flight, LONG_MS);
    BOOL expected = status == STATUS_SUCCESS || status == STATUS_CANCELLED || status == STATUS_IO_TIMEOUT ||
                    status == STATUS_INVALID_HANDLE || status == STATUS_NOT_FOUND;
    CHECK(expected, "%s ended with 0x%08lx", what, (ULONG)status);
}

static void race_read(struct race *race, LONG round)
{
    struct flight flight;
    start_read(&flight, race->device, race->echo, 1 + round % 3);
    settle(&flight, round & 1, "READ");
}

static void race_write(struct race *race, LONG round)
{
    (void)round;
    write_channel(race->device, race->echo, "abc", 3);
}

static void race_activity(struct race *race, LONG round)
{
    struct flight flight;
    start_wait_activity(&flight, race->device);
    if (round % 4 == 0)
        SwitchToThread();
    settle(&flight, TRUE, "WAIT_ACTIVITY_BROADCAST");
}

static void race_emit(struct race *race, LONG round)
{
    DOT4_ACTIVITY activity = {DOT4_STREAM_CREDITS, (ULONG)round, race->echo};
    ask(race->device, IOCTL_DOT4TEST_EMIT_ACTIVITY, &activity, sizeof activity, NULL, 0);
}

static void race_destroy(struct race *race, LONG round)
{
    struct flight read, waiter;
    UCHAR id;
    CHANNEL_HANDLE handle;
    if (create_socket(race->device, "PRINT", &id) || open_channel(race->device, id, round & 2, &handle))
        return;
    start_read(&read, race->device, handle, 1);
    start_wait_for_channel(&waiter, race->device, id);
    destroy_socket(race->device, id);
    settle(&read, round & 1, "READ of a destroyed socket");
    settle(&waiter, round & 4, "WAIT_FOR_CHANNEL of a destroyed socket");
}

static void race_delay(struct race *race, LONG round)
{
    struct flight flight;
    set_fault(race->device, IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, round & 2 ? FAULT_HANG : FAULT_DELAY, 0, 1, 1);
    start(&flight, race->device, IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, &race->echo, sizeof race->echo, 0);
    if (round & 4)
        reset(race->device, DOT4TEST_RESET_FAULTS);
    settle(&flight, (round & 2) || (round & 1), "a delayed request");
}

static DWORD WINAPI run(void *context)
{
    static void (*const kinds[THREADS])(struct race *, LONG) = {race_read, race_write,   race_activity,
                                                                 race_emit, race_destroy, race_delay};
    struct racer *racer = context;
    while (!racer->race->stop)
        kinds[racer->index](racer->race, racer->race->rounds[racer->index]++);
    return 0;
}

int check_races(HANDLE device)
{
    struct race race = {.device = device};
    struct racer racers[THREADS];
    HANDLE threads[THREADS];
    UCHAR echo;

    reset(device, DOT4TEST_RESET_ALL);
    create_socket(device, "ECHO", &echo);
    open_channel(device, echo, TRUE, &race.echo);
    for (int i = 0; i < THREADS; i++) {
        racers[i] = (struct racer){&race, i};
        threads[i] = CreateThread(NULL, 0, run, &racers[i], 0, NULL);
    }
    Sleep(RACE_MS);
    race.stop = TRUE;
    WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE);

    DOT4TEST_COUNTERS now = counters(device);
    CHECK(now.pendingNow == 0 && nothing_lost(device), "%lu pend still; answered %lu", now.pendingNow, now.answered);
    CHECK(now.cancelled && now.timedOut && now.activitiesAnswered, "no race was run");
    printf("races: %lu answered, %lu pended, %lu cancelled, %lu timed out, %lu activities\n", now.answered,
           now.pendedTotal, now.cancelled, now.timedOut, now.activitiesAnswered);
    reset(device, DOT4TEST_RESET_ALL);
    return failed_checks() != 0;
}

struct storm {
    HANDLE device;
    CHANNEL_HANDLE echo;
    LONG rounds;
};

/* One request after the other until the device is gone, which any error that no race explains tells. */
static DWORD WINAPI storm(void *context)
{
    struct storm *storm = context;
    for (;;) {
        struct flight flight;
        LONG round = InterlockedIncrement(&storm->rounds);
        if (round & 1)
            start_wait_activity(&flight, storm->device);
        else
            start_read(&flight, storm->device, storm->echo, 1);
        if (round & 3)
            cancel(&flight);
        else
            write_channel(storm->device, storm->echo, "x", 1);
        if (round & 1)
            cancel(&flight);
        NTSTATUS status = ended(&flight, LONG_MS);
        if (status != STATUS_SUCCESS && status != STATUS_CANCELLED && status != STATUS_IO_TIMEOUT) {
            CHECK(NT_ERROR(status), "a removed device answers 0x%08lx", (ULONG)status);
            return 0;
        }
    }
}

int storm_until_removed(HANDLE device)
{
    struct storm shared = {.device = device};
    HANDLE threads[4];
    UCHAR echo;

    create_socket(device, "ECHO", &echo);
    open_channel(device, echo, TRUE, &shared.echo);
    for (unsigned i = 0; i < ARRAYSIZE(threads); i++)
        threads[i] = CreateThread(NULL, 0, storm, &shared, 0, NULL);
    Sleep(100);
    printf("storming\n");
    fflush(stdout);
    DWORD waited = WaitForMultipleObjects(ARRAYSIZE(threads), threads, TRUE, 2 * LONG_MS);
    CHECK(waited != WAIT_TIMEOUT, "requests still end as if the device were there");
    CHECK(shared.rounds > 20, "%ld rounds", shared.rounds);
    return failed_checks() != 0;
}
