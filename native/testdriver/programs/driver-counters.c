/*
 * driver-counters.exe: what the driver itself has counted and holds, as one JSON object.
 *   driver-counters [DEVICE-PATH]     one device, or all that are started
 */
#include "test-devices.h"
#include <stddef.h>
#include <stdio.h>

#define LIST_SIZE (sizeof(ULONG) + 255 * sizeof(DOT4TEST_SOCKET))

#define COUNTER(name) {#name, offsetof(DOT4TEST_COUNTERS, name)}
static const struct {
    const char *name;
    size_t offset;
} counter_names[] = {
    COUNTER(creates),         COUNTER(closes),         COUNTER(cleanups),         COUNTER(answered),
    COUNTER(refused),         COUNTER(pendedTotal),    COUNTER(pendingNow),       COUNTER(cancelled),
    COUNTER(timedOut),        COUNTER(faultsApplied),  COUNTER(socketsCreated),   COUNTER(socketsDestroyed),
    COUNTER(socketsNow),      COUNTER(channelsOpened), COUNTER(channelsClosed),   COUNTER(channelsNow),
    COUNTER(activitiesRaised), COUNTER(activitiesAnswered), COUNTER(bytesWritten), COUNTER(bytesRead),
    COUNTER(testRequests),
};

static const char *const request_names[DOT4TEST_REQUEST_KINDS] = {
    "OPEN_CHANNEL",           "CLOSE_CHANNEL", "READ", "WRITE", "ADD_ACTIVITY_BROADCAST", "REMOVE_ACTIVITY_BROADCAST",
    "WAIT_ACTIVITY_BROADCAST", "CREATE_SOCKET", "WAIT_FOR_CHANNEL", "DESTROY_SOCKET",
};

static void print_counters(const DOT4TEST_COUNTERS *counters)
{
    printf("{\"received\":{");
    for (int i = 0; i < DOT4TEST_REQUEST_KINDS; i++)
        printf("%s\"%s\":%lu", i ? "," : "", request_names[i], counters->received[i]);
    printf("}");
    for (unsigned i = 0; i < ARRAYSIZE(counter_names); i++) {
        const ULONG *value = (const ULONG *)((const BYTE *)counters + counter_names[i].offset);
        printf(",\"%s\":%lu", counter_names[i].name, *value);
    }
    printf("}");
}

static void print_sockets(const DOT4TEST_SOCKET_LIST *list)
{
    printf("[");
    for (ULONG i = 0; i < list->count; i++) {
        const DOT4TEST_SOCKET *socket = &list->sockets[i];
        printf("%s{\"hostSocket\":%u,\"peripheralSocket\":%u,\"service\":", i ? "," : "", socket->hostSocket,
               socket->peripheralSocket);
        print_json_ascii(socket->service);
        printf(",\"type\":%u,\"serial\":%lu,\"creatorPid\":%lu,\"channels\":%lu,\"channelHandle\":", socket->type,
               socket->serial, socket->creatorPid, socket->channels);
        printf(socket->channels ? "%lu" : "null", socket->channelHandle);
        printf(",\"bufferSize\":%lu,\"maxToPeripheral\":%u,\"maxToHost\":%u}", socket->bufferSize,
               socket->maxToPeripheral, socket->maxToHost);
    }
    printf("]");
}

static BOOL print_device(const WCHAR *path)
{
    static BYTE list[LIST_SIZE];
    DOT4TEST_COUNTERS counters;
    const DWORD size = sizeof counters;
    DWORD returned;
    HANDLE device = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                OPEN_EXISTING, 0, NULL);
    BOOL done = device != INVALID_HANDLE_VALUE &&
                DeviceIoControl(device, IOCTL_DOT4TEST_COUNTERS, NULL, 0, &counters, size, &returned, NULL) &&
                DeviceIoControl(device, IOCTL_DOT4TEST_LIST_SOCKETS, NULL, 0, list, sizeof list, &returned, NULL);
    if (!done) {
        fprintf(stderr, "%ls: error %lu\n", path, GetLastError());
        return FALSE;
    }
    printf("{\"path\":");
    print_json_text(path);
    printf(",\"counters\":");
    print_counters(&counters);
    printf(",\"sockets\":");
    print_sockets((const DOT4TEST_SOCKET_LIST *)list);
    printf("}");
    CloseHandle(device);
    return TRUE;
}

int wmain(int argc, WCHAR **argv)
{
    static struct test_device devices[MAX_DEVICES];
    BOOL done = TRUE;
    int count = 1, printed = 0;

    if (argc > 1)
        lstrcpynW(devices[0].path, argv[1], MAX_TEXT);
    else
        count = list_test_devices(devices, MAX_DEVICES);
    printf("{\"devices\":[");
    for (int i = 0; i < count; i++) {
        if (!*devices[i].path)
            continue;
        printf(printed++ ? "," : "");
        done &= print_device(devices[i].path);
    }
    printf("]}\n");
    return !done;
}
