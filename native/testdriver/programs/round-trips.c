/*
 * round-trips.exe: how many requests a second a C program gets answered, by how many it keeps in flight.
 *   round-trips DEVICE-PATH REQUESTS IN-FLIGHT...
 * The request is ADD_ACTIVITY_BROADCAST: answered at once, like most of the ten. Waits on a completion port, as Unjam
 * does. Prints one JSON line: {"8":3900.5,...}.
 */
#include "test-devices.h"
#include <stdio.h>
#include <stdlib.h>

#define MOST_IN_FLIGHT 64

static HANDLE device, port;

struct trip {
    OVERLAPPED overlapped; /* first: its address is the address of the trip */
    ULONG channelHandle;
};

static BOOL send_trip(struct trip *trip)
{
    ZeroMemory(&trip->overlapped, sizeof trip->overlapped);
    return DeviceIoControl(device, IOCTL_DOT4_ADD_ACTIVITY_BROADCAST, &trip->channelHandle,
                           sizeof trip->channelHandle, NULL, 0, NULL, &trip->overlapped) ||
           GetLastError() == ERROR_IO_PENDING;
}

static BOOL receive_trip(struct trip **trip)
{
    DWORD bytes;
    ULONG_PTR key;
    return GetQueuedCompletionStatus(port, &bytes, &key, (OVERLAPPED **)trip, INFINITE);
}

/* Sends one request, waits for it, and answers its output in place. */
static BOOL ask(DWORD code, void *data, DWORD size, DWORD outputSize)
{
    OVERLAPPED overlapped = {0};
    struct trip *ended;
    return (DeviceIoControl(device, code, data, size, data, outputSize, NULL, &overlapped) ||
            GetLastError() == ERROR_IO_PENDING) &&
           receive_trip(&ended);
}

static double trips_a_second(int inFlight, int requests, ULONG channelHandle)
{
    static struct trip trips[MOST_IN_FLIGHT];
    LARGE_INTEGER frequency, before, after;
    int sent = 0;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&before);
    for (; sent < inFlight; sent++) {
        trips[sent].channelHandle = channelHandle;
        if (!send_trip(&trips[sent]))
            return -1;
    }
    for (int ended = 0; ended < requests; ended++) {
        struct trip *trip;
        if (!receive_trip(&trip) || (sent++ < requests && !send_trip(trip)))
            return -1;
    }
    QueryPerformanceCounter(&after);
    return requests * (double)frequency.QuadPart / (double)(after.QuadPart - before.QuadPart);
}

int wmain(int argc, WCHAR **argv)
{
    DOT4_DC_CREATE_DATA socket = {.bType = STREAM_TYPE_CHANNEL, .pServiceName = "ECHO", .ulBufferSize = 4096};
    DOT4_DC_OPEN_DATA channel = {0};
    if (argc < 4) {
        fprintf(stderr, "round-trips DEVICE-PATH REQUESTS IN-FLIGHT...\n");
        return 2;
    }
    device = CreateFileW(argv[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                         OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    port = CreateIoCompletionPort(device, NULL, 1, 1);
    if (!port || !ask(IOCTL_DOT4_CREATE_SOCKET, &socket, sizeof socket, sizeof socket)) {
        fprintf(stderr, "no socket: error %lu\n", GetLastError());
        return 1;
    }
    channel.bHsid = socket.bHsid;
    if (!ask(IOCTL_DOT4_OPEN_CHANNEL, &channel, sizeof channel, sizeof channel))
        fprintf(stderr, "no channel: error %lu\n", GetLastError());
    printf("{");
    for (int i = 3; i < argc; i++) {
        int inFlight = _wtoi(argv[i]);
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT)
            return 2;
        printf("%s\"%d\":%.1f", i > 3 ? "," : "", inFlight,
               trips_a_second(inFlight, _wtoi(argv[2]), channel.hChannelHandle));
    }
    printf("}\n");
    DOT4_DC_DESTROY_DATA destroy = {.bHsid = socket.bHsid};
    return !ask(IOCTL_DOT4_DESTROY_SOCKET, &destroy, sizeof destroy, 0);
}
