/* check-faults.c: the faults of SET_FAULT, and that a blocked service does not hold up the other one. */
#include "check.h"

static void check_immediate(HANDLE device)
{
    UCHAR id;
    DOT4_DC_CREATE_DATA data = {.bPsid = PRINTER_CHANNEL, .bType = 1}, made;

    set_fault(device, IOCTL_DOT4_CREATE_SOCKET, FAULT_REFUSE, STATUS_ACCESS_DENIED, 0, 2);
    CHECK_STATUS(STATUS_ACCESS_DENIED, create_socket(device, "PRINT", &id));
    CHECK_STATUS(STATUS_ACCESS_DENIED, create_socket(device, "PRINT", &id));
    CHECK_STATUS(STATUS_SUCCESS, create_socket(device, "PRINT", &id));
    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_REFUSE, STATUS_DEVICE_BUSY, 0, 0);
    for (int i = 0; i < 3; i++)
        CHECK_STATUS(STATUS_DEVICE_BUSY, destroy_socket(device, id));
    CHECK_STATUS(STATUS_SUCCESS, set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, 0, 0, 0, 0));
    CHECK_STATUS(STATUS_SUCCESS, destroy_socket(device, id));

    set_fault(device, IOCTL_DOT4_CREATE_SOCKET, FAULT_SHORT_OUTPUT, 0, 10, 1);
    memset(&made, 0xEE, sizeof made);
    struct answer answer = ask(device, IOCTL_DOT4_CREATE_SOCKET, &data, sizeof data, &made, sizeof made);
    CHECK(answer.status == STATUS_SUCCESS && answer.information == 10, "short: 0x%08lx, %lu bytes",
          (ULONG)answer.status, (ULONG)answer.information);
    CHECK(counters(device).socketsNow == 1, "yet the socket was made");
    CHECK_STATUS(STATUS_SUCCESS, destroy_socket(device, PRINTER_CHANNEL));

    create_socket(device, "PRINT", &id);
    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_MISREPORT, STATUS_DEVICE_BUSY, 0, 1);
    CHECK_STATUS(STATUS_DEVICE_BUSY, destroy_socket(device, id));
    CHECK_STATUS(STATUS_NOT_FOUND, destroy_socket(device, id));

    CHECK_STATUS(STATUS_INVALID_PARAMETER, set_fault(device, 0x003A2FFC, FAULT_REFUSE, 0, 0, 0));
    CHECK_STATUS(STATUS_INVALID_PARAMETER, set_fault(device, IOCTL_DOT4_READ, 8, 0, 0, 0));
    CHECK_STATUS(STATUS_INVALID_PARAMETER, set_fault(device, IOCTL_DOT4_READ, FAULT_DELAY, 0, 0, 0));
}

static void check_parked(HANDLE device)
{
    struct flight flight;
    UCHAR id;

    create_socket(device, "PRINT", &id);
    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_HANG, 0, 0, 0);
    start(&flight, device, IOCTL_DOT4_DESTROY_SOCKET, &id, 1, 0);
    CHECK_STATUS(STATUS_PENDING, ended(&flight, 50));
    CHECK(cancel(&flight), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_CANCELLED, ended(&flight, LONG_MS));
    start(&flight, device, IOCTL_DOT4_DESTROY_SOCKET, &id, 1, 0);
    reset(device, DOT4TEST_RESET_FAULTS);
    CHECK_STATUS(STATUS_CANCELLED, ended(&flight, LONG_MS));

    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_IGNORE_CANCEL, STATUS_IO_DEVICE_ERROR, 0, 1);
    start(&flight, device, IOCTL_DOT4_DESTROY_SOCKET, &id, 1, 0);
    CHECK(cancel(&flight), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_PENDING, ended(&flight, 200));
    reset(device, DOT4TEST_RESET_FAULTS);
    CHECK_STATUS(STATUS_IO_DEVICE_ERROR, ended(&flight, LONG_MS));
    CHECK(counters(device).socketsNow == 1, "a parked request was not performed");

    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_DELAY, 0, 100, 2);
    ULONGLONG before = GetTickCount64();
    start(&flight, device, IOCTL_DOT4_DESTROY_SOCKET, &id, 1, 0);
    CHECK_STATUS(STATUS_PENDING, ended(&flight, 20));
    CHECK_STATUS(STATUS_SUCCESS, ended(&flight, LONG_MS));
    CHECK(GetTickCount64() - before >= 90, "after %llu ms", GetTickCount64() - before);
    start(&flight, device, IOCTL_DOT4_DESTROY_SOCKET, &id, 1, 0);
    CHECK(cancel(&flight), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_CANCELLED, ended(&flight, LONG_MS));

    /* Delayed, then pending for its own reason. */
    CHANNEL_HANDLE handle;
    create_socket(device, "ECHO", &id);
    open_channel(device, id, FALSE, &handle);
    set_fault(device, IOCTL_DOT4_READ, FAULT_DELAY, 0, 30, 1);
    start_read(&flight, device, handle, NO_TIMEOUT);
    CHECK_STATUS(STATUS_PENDING, ended(&flight, 100));
    write_channel(device, handle, "late", 4);
    CHECK_STATUS(STATUS_SUCCESS, ended(&flight, LONG_MS));
    CHECK(!memcmp(flight.output, "late", 4), "delayed READ");
}

void check_faults(HANDLE device)
{
    check_immediate(device);
    check_parked(device);
    CHECK(counters(device).pendingNow == 0 && nothing_lost(device), "every request was answered");
    reset(device, DOT4TEST_RESET_ALL);
}

struct blocked {
    HANDLE device;
    ULONGLONG tookMs;
};

static DWORD WINAPI send_blocked(void *context)
{
    struct blocked *blocked = context;
    ULONGLONG before = GetTickCount64();
    destroy_socket(blocked->device, 9);
    blocked->tookMs = GetTickCount64() - before;
    return 0;
}

static ULONGLONG nop_ms(HANDLE device)
{
    ULONGLONG before = GetTickCount64();
    ask(device, IOCTL_DOT4TEST_NOP, NULL, 0, NULL, 0);
    return GetTickCount64() - before;
}

void check_isolation(HANDLE device, HANDLE neighbour, HANDLE otherService)
{
    struct blocked blocked = {device, 0};

    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_BLOCK, 0, 1200, 1);
    HANDLE thread = CreateThread(NULL, 0, send_blocked, &blocked, 0, NULL);
    Sleep(200);
    ULONGLONG other = nop_ms(otherService), same = nop_ms(neighbour);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    printf("isolation: blocked in dispatch %llu ms; meanwhile the other service %llu ms, the same service %llu ms\n",
           blocked.tookMs, other, same);
    CHECK(blocked.tookMs >= 1100, "FAULT_BLOCK took %llu ms", blocked.tookMs);
    CHECK(other < 400, "the other service answered after %llu ms", other);
    CHECK(nothing_lost(device), "every request was answered");
    reset(device, DOT4TEST_RESET_ALL);
}
