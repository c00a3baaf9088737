#include "check.h"
#include <stdarg.h>

static LONG failed, total;

void check(BOOL passed, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    InterlockedIncrement(&total);
    if (passed)
        return;
    InterlockedIncrement(&failed);
    printf("FAIL %s:%d ", file, line);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
}

int failed_checks(void)
{
    return failed;
}

int total_checks(void)
{
    return total;
}

HANDLE open_device(const WCHAR *path)
{
    return CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING,
                       FILE_FLAG_OVERLAPPED, NULL);
}

static HANDLE new_event(void)
{
    return CreateEventW(NULL, TRUE, FALSE, NULL);
}

static void submit(struct flight *flight, HANDLE device, ULONG code, const void *input, ULONG inputLength, void *output,
                 ULONG outputLength)
{
    flight->device = device;
    flight->code = code;
    flight->event = new_event();
    flight->block.Status = STATUS_PENDING;
    flight->block.Information = 0;
    flight->returned = NtDeviceIoControlFile(device, flight->event, NULL, NULL, &flight->block, code, (void *)input,
                                             inputLength, output, outputLength);
}

void start(struct flight *flight, HANDLE device, ULONG code, const void *input, ULONG inputLength, ULONG outputLength)
{
    memset(flight, 0, sizeof *flight);
    if (inputLength)
        memcpy(flight->input, input, inputLength);
    submit(flight, device, code, flight->input, inputLength, flight->output, outputLength);
}

/* An error return is final and touches neither block nor event; everything else fills the block and sets the event. */
NTSTATUS ended(struct flight *flight, DWORD waitMs)
{
    NTSTATUS status = flight->returned;
    if (!NT_ERROR(status)) {
        if (WaitForSingleObject(flight->event, waitMs) != WAIT_OBJECT_0) {
            if (waitMs < LONG_MS)
                return STILL_PENDING;
            CHECK(FALSE, "request 0x%08lx did not end; giving up", flight->code);
            ExitProcess(3); /* its memory belongs to the kernel: nothing can go on safely */
        }
        status = flight->block.Status;
    }
    CloseHandle(flight->event);
    flight->event = NULL;
    return status;
}

BOOL cancel(struct flight *flight)
{
    return CancelIoEx(flight->device, (OVERLAPPED *)&flight->block);
}

struct answer ask(HANDLE device, ULONG code, const void *input, ULONG inputLength, void *output, ULONG outputLength)
{
    struct flight flight;
    submit(&flight, device, code, input, inputLength, output, outputLength);
    NTSTATUS status = ended(&flight, LONG_MS);
    return (struct answer){status, flight.block.Information};
}

NTSTATUS create_socket(HANDLE device, const char *service, UCHAR *hostSocket)
{
    DOT4_DC_CREATE_DATA data = {.bType = STREAM_TYPE_CHANNEL, .ulBufferSize = 4096};
    strcpy(data.pServiceName, service);
    NTSTATUS status = ask(device, IOCTL_DOT4_CREATE_SOCKET, &data, sizeof data, &data, sizeof data).status;
    *hostSocket = data.bHsid;
    return status;
}

NTSTATUS destroy_socket(HANDLE device, UCHAR hostSocket)
{
    DOT4_DC_DESTROY_DATA data = {hostSocket};
    return ask(device, IOCTL_DOT4_DESTROY_SOCKET, &data, sizeof data, NULL, 0).status;
}

NTSTATUS open_channel(HANDLE device, UCHAR hostSocket, BOOL broadcast, CHANNEL_HANDLE *handle)
{
    DOT4_DC_OPEN_DATA data = {hostSocket, (UCHAR)broadcast, 0};
    NTSTATUS status = ask(device, IOCTL_DOT4_OPEN_CHANNEL, &data, sizeof data, &data, sizeof data).status;
    *handle = data.hChannelHandle;
    return status;
}

NTSTATUS channel_request(HANDLE device, ULONG code, CHANNEL_HANDLE handle)
{
    return ask(device, code, &handle, sizeof handle, NULL, 0).status;
}

/* Wine wants the data of a METHOD_IN_DIRECT request in memory that can be written; Windows does not. */
NTSTATUS write_channel(HANDLE device, CHANNEL_HANDLE handle, const void *data, ULONG length)
{
    DOT4_DRIVER_CMD command = {handle, length, 0, NO_TIMEOUT};
    void *copy = HeapAlloc(GetProcessHeap(), 0, length);
    memcpy(copy, data, length);
    struct answer answer = ask(device, IOCTL_DOT4_WRITE, &command, sizeof command, copy, length);
    HeapFree(GetProcessHeap(), 0, copy);
    if (NT_SUCCESS(answer.status))
        CHECK(answer.information == length, "WRITE took %lu of %lu", (ULONG)answer.information, length);
    return answer.status;
}

NTSTATUS read_channel(HANDLE device, CHANNEL_HANDLE handle, void *data, ULONG length, ULONG timeoutMs, ULONG *got)
{
    DOT4_DRIVER_CMD command = {handle, length, 0, timeoutMs};
    struct answer answer = ask(device, IOCTL_DOT4_READ, &command, sizeof command, data, length);
    *got = (ULONG)answer.information;
    return answer.status;
}

void start_read(struct flight *flight, HANDLE device, CHANNEL_HANDLE handle, ULONG timeoutMs)
{
    DOT4_DRIVER_CMD command = {handle, 16, 0, timeoutMs};
    start(flight, device, IOCTL_DOT4_READ, &command, sizeof command, 16);
}

void start_wait_activity(struct flight *flight, HANDLE device)
{
    start(flight, device, IOCTL_DOT4_WAIT_ACTIVITY_BROADCAST, NULL, 0, sizeof(DOT4_ACTIVITY));
}

void start_wait_for_channel(struct flight *flight, HANDLE device, UCHAR hostSocket)
{
    DOT4_DC_OPEN_DATA data = {hostSocket, TRUE, 0};
    start(flight, device, IOCTL_DOT4_WAIT_FOR_CHANNEL, &data, sizeof data, sizeof data);
}

NTSTATUS set_fault(HANDLE device, ULONG code, ULONG kind, NTSTATUS status, ULONG arg, ULONG count)
{
    DOT4TEST_FAULT fault = {code, kind, (ULONG)status, arg, count};
    return ask(device, IOCTL_DOT4TEST_SET_FAULT, &fault, sizeof fault, NULL, 0).status;
}

NTSTATUS reset(HANDLE device, ULONG flags)
{
    return ask(device, IOCTL_DOT4TEST_RESET, &flags, sizeof flags, NULL, 0).status;
}

DOT4TEST_COUNTERS counters(HANDLE device)
{
    DOT4TEST_COUNTERS counters = {0};
    struct answer answer = ask(device, IOCTL_DOT4TEST_COUNTERS, NULL, 0, &counters, sizeof counters);
    CHECK(answer.status == STATUS_SUCCESS && answer.information == sizeof counters && counters.size == sizeof counters,
          "COUNTERS: 0x%08lx, %lu bytes", (ULONG)answer.status, (ULONG)answer.information);
    return counters;
}

BOOL nothing_lost(HANDLE device)
{
    DOT4TEST_COUNTERS now = counters(device);
    ULONG received = 0;
    for (int i = 0; i < DOT4TEST_REQUEST_KINDS; i++)
        received += now.received[i];
    return received == now.answered + now.pendingNow;
}
