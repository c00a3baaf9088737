/* check-pending.c: requests that wait: what answers them, what ends them, and what the device's removal does. */
#include "check.h"

static void check_read_waits(HANDLE device, CHANNEL_HANDLE handle)
{
    struct flight first, second;

    start_read(&first, device, handle, NO_TIMEOUT);
    start_read(&second, device, handle, 0xFFFFFFFF);
    CHECK_STATUS(STATUS_PENDING, ended(&first, 50));
    write_channel(device, handle, "0123456789ABCDEF+rest", 21);
    CHECK_STATUS(STATUS_SUCCESS, ended(&first, LONG_MS));
    CHECK_STATUS(STATUS_SUCCESS, ended(&second, LONG_MS));
    CHECK(first.block.Information == 16 && !memcmp(first.output, "0123456789ABCDEF", 16), "oldest READ first");
    CHECK(second.block.Information == 5 && !memcmp(second.output, "+rest", 5), "the next one gets the rest");

    ULONGLONG before = GetTickCount64();
    start_read(&first, device, handle, 150);
    start_read(&second, device, handle, 60);
    CHECK_STATUS(STATUS_IO_TIMEOUT, ended(&second, LONG_MS));
    CHECK_STATUS(STATUS_IO_TIMEOUT, ended(&first, LONG_MS));
    ULONGLONG took = GetTickCount64() - before;
    CHECK(took >= 140 && took < 2000, "150 ms took %llu ms", took);

    start_read(&first, device, handle, NO_TIMEOUT);
    CHECK(cancel(&first), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_CANCELLED, ended(&first, LONG_MS));
    CHECK(!cancel(&first) && GetLastError() == ERROR_NOT_FOUND, "cancelled twice");
}

static void check_activity(HANDLE device, UCHAR echo)
{
    struct flight waiter, another;
    CHANNEL_HANDLE handle;
    const DOT4_ACTIVITY *seen = (const DOT4_ACTIVITY *)waiter.output;

    open_channel(device, echo, TRUE, &handle);
    start_wait_activity(&waiter, device);
    start_wait_activity(&another, device);
    CHECK_STATUS(STATUS_PENDING, ended(&waiter, 20));
    write_channel(device, handle, "abc", 3);
    CHECK_STATUS(STATUS_SUCCESS, ended(&waiter, LONG_MS));
    CHECK_STATUS(STATUS_SUCCESS, ended(&another, LONG_MS));
    CHECK(waiter.block.Information == 12 && seen->ulMessage == DOT4_STREAM_RECEIVED && seen->ulByteCount == 3 &&
              seen->hChannel == handle,
          "activity 0x%lx, %lu bytes", seen->ulMessage, seen->ulByteCount);
    CHECK(!memcmp(waiter.output, another.output, 12), "every waiter hears of it");

    channel_request(device, IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, handle);
    start_wait_activity(&waiter, device);
    write_channel(device, handle, "abc", 3);
    CHECK_STATUS(STATUS_PENDING, ended(&waiter, 50));
    channel_request(device, IOCTL_DOT4_ADD_ACTIVITY_BROADCAST, handle);
    channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle);
    CHECK_STATUS(STATUS_SUCCESS, ended(&waiter, LONG_MS));
    CHECK(seen->ulMessage == DOT4_CHANNEL_CLOSED && seen->hChannel == handle, "activity 0x%lx", seen->ulMessage);

    open_channel(device, echo, TRUE, &handle);
    start_wait_activity(&waiter, device);
    destroy_socket(device, echo);
    CHECK_STATUS(STATUS_SUCCESS, ended(&waiter, LONG_MS));
    CHECK(seen->ulMessage == DOT4_CHANNEL_CLOSED && seen->hChannel == handle, "destroy: 0x%lx", seen->ulMessage);

    DOT4_ACTIVITY lost = {DOT4_DISCONNECT, 0, 0};
    ULONG answered = 99;
    start_wait_activity(&waiter, device);
    ask(device, IOCTL_DOT4TEST_EMIT_ACTIVITY, &lost, sizeof lost, &answered, sizeof answered);
    CHECK_STATUS(STATUS_SUCCESS, ended(&waiter, LONG_MS));
    CHECK(answered == 1 && seen->ulMessage == DOT4_DISCONNECT, "EMIT_ACTIVITY answered %lu", answered);
    start_wait_activity(&waiter, device);
    CHECK(cancel(&waiter), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_CANCELLED, ended(&waiter, LONG_MS));
}

static void check_wait_for_channel(HANDLE device)
{
    struct flight waiter;
    UCHAR fax;
    const DOT4_DC_OPEN_DATA *opened = (const DOT4_DC_OPEN_DATA *)waiter.output;

    create_socket(device, "HP-FAX-RECEIVE", &fax);
    start_wait_for_channel(&waiter, device, 77);
    CHECK_STATUS(STATUS_NOT_FOUND, ended(&waiter, LONG_MS));
    ULONG wanted = fax, handle = 0;
    CHECK_STATUS(STATUS_NOT_FOUND,
                 ask(device, IOCTL_DOT4TEST_PERIPHERAL_OPENS, &wanted, 4, &handle, 4).status);
    start_wait_for_channel(&waiter, device, fax);
    CHECK_STATUS(STATUS_PENDING, ended(&waiter, 50));
    CHECK_STATUS(STATUS_SUCCESS, ask(device, IOCTL_DOT4TEST_PERIPHERAL_OPENS, &wanted, 4, &handle, 4).status);
    CHECK_STATUS(STATUS_SUCCESS, ended(&waiter, LONG_MS));
    CHECK(waiter.block.Information == 8 && opened->bHsid == fax && opened->hChannelHandle == handle && handle,
          "opened %u, handle %lu", opened->bHsid, opened->hChannelHandle);
    CHECK_STATUS(STATUS_SUCCESS, channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle));

    start_wait_for_channel(&waiter, device, fax);
    CHECK(cancel(&waiter), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_CANCELLED, ended(&waiter, LONG_MS));
    start_wait_for_channel(&waiter, device, fax);
    destroy_socket(device, fax);
    CHECK_STATUS(STATUS_CANCELLED, ended(&waiter, LONG_MS));
}

static void check_ended_with_channel(HANDLE device, UCHAR echo)
{
    struct flight read;
    CHANNEL_HANDLE handle;

    open_channel(device, echo, FALSE, &handle);
    start_read(&read, device, handle, NO_TIMEOUT);
    channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle);
    CHECK_STATUS(STATUS_CANCELLED, ended(&read, LONG_MS));
    open_channel(device, echo, FALSE, &handle);
    start_read(&read, device, handle, NO_TIMEOUT);
    destroy_socket(device, echo);
    CHECK_STATUS(STATUS_CANCELLED, ended(&read, LONG_MS));
}

void check_pending(HANDLE device)
{
    UCHAR echo;
    CHANNEL_HANDLE handle;

    create_socket(device, "ECHO", &echo);
    open_channel(device, echo, FALSE, &handle);
    check_read_waits(device, handle);
    channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle);
    check_activity(device, echo);
    check_wait_for_channel(device);
    create_socket(device, "ECHO", &echo);
    check_ended_with_channel(device, echo);
    CHECK(counters(device).pendingNow == 0 && nothing_lost(device), "every request was answered");
    reset(device, DOT4TEST_RESET_ALL);
}

/* Leaves one request of each kind pending and says so; whoever reads that removes the device. */
int pend_until_removed(HANDLE device)
{
    static struct flight flights[5];
    UCHAR echo;
    CHANNEL_HANDLE handle;

    create_socket(device, "ECHO", &echo);
    open_channel(device, echo, FALSE, &handle);
    start_read(&flights[0], device, handle, 60000);
    start_wait_for_channel(&flights[1], device, echo);
    start_wait_activity(&flights[2], device);
    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_HANG, 0, 0, 1);
    start(&flights[3], device, IOCTL_DOT4_DESTROY_SOCKET, "\x06", 1, 0);
    set_fault(device, IOCTL_DOT4_DESTROY_SOCKET, FAULT_IGNORE_CANCEL, STATUS_SUCCESS, 0, 1);
    start(&flights[4], device, IOCTL_DOT4_DESTROY_SOCKET, "\x06", 1, 0);
    CHECK(cancel(&flights[4]), "CancelIoEx: %lu", GetLastError());
    CHECK_STATUS(STATUS_PENDING, ended(&flights[4], 100));
    printf("pending\n");
    fflush(stdout);
    for (unsigned i = 0; i < ARRAYSIZE(flights); i++)
        CHECK_STATUS(STATUS_DEVICE_NOT_CONNECTED, ended(&flights[i], 30000));
    struct answer answer = ask(device, IOCTL_DOT4_DESTROY_SOCKET, "\x06", 1, NULL, 0);
    CHECK(NT_ERROR(answer.status), "a removed device answers 0x%08lx", (ULONG)answer.status);
    return failed_checks() != 0;
}
