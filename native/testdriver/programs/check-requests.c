/* check-requests.c: each of the ten requests, what it gives and what it refuses, by native/README.md. */
#include "check.h"

static NTSTATUS create(HANDLE device, const char *service, UCHAR psid, UCHAR type, DOT4_DC_CREATE_DATA *made)
{
    DOT4_DC_CREATE_DATA data = {.bPsid = psid, .bType = type, .ulBufferSize = 1, .usMaxHtoPPacketSize = 2,
                                .usMaxPtoHPacketSize = 3};
    strcpy(data.pServiceName, service);
    return ask(device, IOCTL_DOT4_CREATE_SOCKET, &data, sizeof data, made, sizeof *made).status;
}

static void check_sizes(HANDLE device)
{
    static const struct {
        ULONG code, input, output;
    } shapes[] = {
        {IOCTL_DOT4_CREATE_SOCKET, 56, 56}, {IOCTL_DOT4_DESTROY_SOCKET, 1, 0},
        {IOCTL_DOT4_OPEN_CHANNEL, 8, 8},    {IOCTL_DOT4_WAIT_FOR_CHANNEL, 8, 8},
        {IOCTL_DOT4_CLOSE_CHANNEL, 4, 0},   {IOCTL_DOT4_READ, 16, 0},
        {IOCTL_DOT4_WRITE, 16, 0},          {IOCTL_DOT4_ADD_ACTIVITY_BROADCAST, 4, 0},
        {IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, 4, 0}, {IOCTL_DOT4_WAIT_ACTIVITY_BROADCAST, 0, 12},
    };
    BYTE input[56] = {0}, output[56];
    for (unsigned i = 0; i < ARRAYSIZE(shapes); i++) {
        if (shapes[i].input)
            CHECK_STATUS(STATUS_BUFFER_TOO_SMALL,
                         ask(device, shapes[i].code, input, shapes[i].input - 1, output, shapes[i].output).status);
        if (shapes[i].output)
            CHECK_STATUS(STATUS_BUFFER_TOO_SMALL,
                         ask(device, shapes[i].code, input, shapes[i].input, output, shapes[i].output - 1).status);
        CHECK_STATUS(STATUS_BUFFER_TOO_SMALL,
                     ask(device, shapes[i].code, NULL, 0, NULL, 0).status);
    }
    CHECK_STATUS(STATUS_INVALID_DEVICE_REQUEST,
                 ask(device, CTL_CODE(FILE_DEVICE_DOT4, 0x80B, METHOD_BUFFERED, 0), NULL, 0, NULL, 0).status);
    CHECK_STATUS(STATUS_INVALID_DEVICE_REQUEST,
                 ask(device, CTL_CODE(FILE_DEVICE_DOT4, 0x808, METHOD_BUFFERED, 0), input, 56, output, 56).status);
}

static void check_sockets(HANDLE device)
{
    DOT4_DC_CREATE_DATA made;
    UCHAR hostSocket;

    memset(&made, 0xEE, sizeof made);
    CHECK_STATUS(STATUS_SUCCESS, create(device, "HP-SCAN", 0, PACKET_TYPE_CHANNEL, &made));
    CHECK(made.bHsid == 4 && made.bPsid == 4 && made.bType == PACKET_TYPE_CHANNEL && made.ulBufferSize == 1 &&
              made.usMaxHtoPPacketSize == 2 && made.usMaxPtoHPacketSize == 3 && !strcmp(made.pServiceName, "HP-SCAN"),
          "created %u/%u", made.bHsid, made.bPsid);
    CHECK_STATUS(STATUS_SUCCESS, create(device, "HP-SCAN", 2, STREAM_TYPE_CHANNEL, &made));
    CHECK(made.bHsid == 1 && made.bPsid == 4, "id taken: lowest free; name before bPsid: %u/%u", made.bHsid,
          made.bPsid);
    CHECK_STATUS(STATUS_SUCCESS, create(device, "", PRINTER_CHANNEL, STREAM_TYPE_CHANNEL, &made));
    CHECK(made.bHsid == 2 && made.bPsid == 2, "by bPsid: %u/%u", made.bHsid, made.bPsid);
    CHECK_STATUS(STATUS_INVALID_PARAMETER, create(device, "PRINT", 0, 0, &made));
    CHECK_STATUS(STATUS_INVALID_PARAMETER, create(device, "PRINT", 0, 3, &made));
    CHECK_STATUS(STATUS_OBJECT_NAME_NOT_FOUND, create(device, "NO-SUCH", 2, 1, &made));
    CHECK_STATUS(STATUS_OBJECT_NAME_NOT_FOUND, create(device, "", 5, 1, &made));
    CHECK_STATUS(STATUS_OBJECT_NAME_NOT_FOUND, create(device, "", 0, 1, &made));

    DOT4_DC_CREATE_DATA endless = {.bType = STREAM_TYPE_CHANNEL};
    memset(endless.pServiceName, 'A', sizeof endless.pServiceName);
    CHECK_STATUS(STATUS_INVALID_PARAMETER,
                 ask(device, IOCTL_DOT4_CREATE_SOCKET, &endless, sizeof endless, &made, sizeof made).status);

    CHECK_STATUS(STATUS_INVALID_PARAMETER, destroy_socket(device, 0));
    CHECK_STATUS(STATUS_NOT_FOUND, destroy_socket(device, 200));
    CHECK_STATUS(STATUS_SUCCESS, destroy_socket(device, 4));
    CHECK_STATUS(STATUS_NOT_FOUND, destroy_socket(device, 4));
    CHECK_STATUS(STATUS_SUCCESS, create_socket(device, "HP-SCAN", &hostSocket));
    CHECK(hostSocket == 4, "a freed id is taken again: %u", hostSocket);

    static const char *const services[] = {"HP-MESSAGE", "PRINT", "HP-SCAN", "ECHO", "HP-FAX-SEND", "HP-FAX-RECEIVE",
                                           "HP-CONFIGURATION-UPLOAD", "HP-CONFIGURATION-DOWNLOAD"};
    reset(device, DOT4TEST_RESET_SOCKETS);
    for (unsigned i = 0; i < ARRAYSIZE(services); i++)
        CHECK_STATUS(STATUS_SUCCESS, create_socket(device, services[i], &hostSocket));
    for (unsigned i = ARRAYSIZE(services); i < 255; i++)
        if (create_socket(device, "PRINT", &hostSocket) != STATUS_SUCCESS)
            CHECK(FALSE, "socket %u of 255", i);
    CHECK_STATUS(STATUS_INSUFFICIENT_RESOURCES, create_socket(device, "PRINT", &hostSocket));

    static BYTE list[4 + 255 * sizeof(DOT4TEST_SOCKET)];
    struct answer answer = ask(device, IOCTL_DOT4TEST_LIST_SOCKETS, NULL, 0, list, sizeof list);
    CHECK(answer.information == sizeof list && *(ULONG *)list == 255, "LIST_SOCKETS: %lu", *(ULONG *)list);
    const DOT4TEST_SOCKET *sockets = ((DOT4TEST_SOCKET_LIST *)list)->sockets;
    CHECK(sockets[254].hostSocket == 255 && sockets[0].hostSocket == 1 &&
              sockets[0].creatorPid == GetCurrentProcessId() && !strcmp(sockets[0].service, "HP-MESSAGE"),
          "LIST_SOCKETS entries");
    answer = ask(device, IOCTL_DOT4TEST_LIST_SOCKETS, NULL, 0, list, 4 + sizeof(DOT4TEST_SOCKET));
    CHECK(answer.information == 4 + sizeof(DOT4TEST_SOCKET) && *(ULONG *)list == 255, "LIST_SOCKETS that do not fit");
    reset(device, DOT4TEST_RESET_SOCKETS);
    CHECK(counters(device).socketsNow == 0, "RESET leaves no socket");
}

static void check_channels(HANDLE device)
{
    UCHAR scan, second;
    CHANNEL_HANDLE handle, other;

    create_socket(device, "HP-SCAN", &scan);
    create_socket(device, "HP-SCAN", &second);
    CHECK_STATUS(STATUS_NOT_FOUND, open_channel(device, 99, FALSE, &handle));
    CHECK_STATUS(STATUS_NOT_FOUND, open_channel(device, 0, FALSE, &handle));
    CHECK_STATUS(STATUS_SUCCESS, open_channel(device, scan, FALSE, &handle));
    CHECK(handle != 0, "a channel handle is not 0");
    CHECK_STATUS(STATUS_DEVICE_BUSY, open_channel(device, scan, FALSE, &other));
    CHECK_STATUS(STATUS_DEVICE_BUSY, open_channel(device, second, FALSE, &other));
    CHECK_STATUS(STATUS_SUCCESS, channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle));
    CHECK_STATUS(STATUS_INVALID_HANDLE, channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle));
    CHECK_STATUS(STATUS_INVALID_HANDLE, channel_request(device, IOCTL_DOT4_ADD_ACTIVITY_BROADCAST, handle));
    CHECK_STATUS(STATUS_INVALID_HANDLE, channel_request(device, IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, 0));
    CHECK_STATUS(STATUS_SUCCESS, open_channel(device, second, FALSE, &other));
    CHECK(other != handle, "a channel handle is not used again at once");
    CHECK_STATUS(STATUS_SUCCESS, destroy_socket(device, second));
    CHECK_STATUS(STATUS_INVALID_HANDLE, channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, other));

    DOT4TEST_PERSONALITY busy = {.size = 8, .destroyWithOpenChannel = DESTROY_IS_BUSY};
    CHECK_STATUS(STATUS_SUCCESS, ask(device, IOCTL_DOT4TEST_SET_PERSONALITY, &busy, 8, NULL, 0).status);
    open_channel(device, scan, FALSE, &handle);
    CHECK_STATUS(STATUS_DEVICE_BUSY, destroy_socket(device, scan));
    channel_request(device, IOCTL_DOT4_CLOSE_CHANNEL, handle);
    CHECK_STATUS(STATUS_SUCCESS, destroy_socket(device, scan));
    busy.reserved[3] = 1;
    CHECK_STATUS(STATUS_INVALID_PARAMETER, (busy.size = sizeof busy, ask(device, IOCTL_DOT4TEST_SET_PERSONALITY, &busy,
                                                                         sizeof busy, NULL, 0).status));
    reset(device, DOT4TEST_RESET_ALL);

    /* 128 channels: only the peripheral can open more than one on a peripheral socket. */
    create_socket(device, "HP-MESSAGE", &scan);
    for (int i = 0; i <= DOT4_MAX_CHANNELS; i++) {
        struct flight waiter;
        ULONG wanted = scan, opened = 0;
        start_wait_for_channel(&waiter, device, scan);
        NTSTATUS status =
            ask(device, IOCTL_DOT4TEST_PERIPHERAL_OPENS, &wanted, sizeof wanted, &opened, sizeof opened).status;
        NTSTATUS expected = i < DOT4_MAX_CHANNELS ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
        if (status != expected || ended(&waiter, LONG_MS) != expected)
            CHECK(FALSE, "channel %d of 128: 0x%08lx", i + 1, (ULONG)status);
    }
    CHECK(counters(device).channelsNow == DOT4_MAX_CHANNELS, "128 channels");
    create_socket(device, "PRINT", &second);
    CHECK_STATUS(STATUS_INSUFFICIENT_RESOURCES, open_channel(device, second, FALSE, &handle));
    reset(device, DOT4TEST_RESET_SOCKETS);
    CHECK(counters(device).channelsNow == 0, "no channel without a socket");
}

static void check_data(HANDLE device)
{
    static BYTE big[70000], back[70000];
    UCHAR echo, print;
    CHANNEL_HANDLE handle, printing;
    BYTE buffer[32];
    ULONG got;

    create_socket(device, "ECHO", &echo);
    open_channel(device, echo, FALSE, &handle);
    CHECK_STATUS(STATUS_SUCCESS, write_channel(device, handle, "hello, echo", 11));
    CHECK_STATUS(STATUS_SUCCESS, read_channel(device, handle, buffer, 5, 1000, &got));
    CHECK(got == 5 && !memcmp(buffer, "hello", 5), "first part: %lu", got);
    CHECK_STATUS(STATUS_SUCCESS, read_channel(device, handle, buffer, sizeof buffer, 1000, &got));
    CHECK(got == 6 && !memcmp(buffer, ", echo", 6), "the rest: %lu", got);
    CHECK_STATUS(STATUS_SUCCESS, read_channel(device, handle, buffer, 0, 0, &got));

    for (unsigned i = 0; i < sizeof big; i++)
        big[i] = (BYTE)(i * 7 + i / 256);
    CHECK_STATUS(STATUS_SUCCESS, write_channel(device, handle, big, sizeof big));
    CHECK_STATUS(STATUS_SUCCESS, read_channel(device, handle, back, sizeof back, 1000, &got));
    CHECK(got == sizeof back && !memcmp(big, back, sizeof back), "70,000 bytes come back: %lu", got);

    DOT4_DRIVER_CMD command = {handle, 4, 3, 100};
    memcpy(buffer, "0123456789", 10);
    CHECK_STATUS(STATUS_SUCCESS, ask(device, IOCTL_DOT4_WRITE, &command, sizeof command, buffer, 10).status);
    memset(buffer, '.', sizeof buffer);
    command.ulSize = 7;
    struct answer answer = ask(device, IOCTL_DOT4_READ, &command, sizeof command, buffer, 10);
    CHECK(answer.status == STATUS_SUCCESS && answer.information == 7 && !memcmp(buffer + 3, "3456...", 7),
          "offset 3: %lu bytes, %.10s", (ULONG)answer.information, (const char *)buffer);

    command.ulSize = 8;
    CHECK_STATUS(STATUS_INVALID_PARAMETER,
                 ask(device, IOCTL_DOT4_READ, &command, sizeof command, buffer, 10).status);
    command.ulOffset = 0xFFFFFFFF;
    CHECK_STATUS(STATUS_INVALID_PARAMETER,
                 ask(device, IOCTL_DOT4_WRITE, &command, sizeof command, buffer, 10).status);
    command.hChannelHandle = 0x7777;
    CHECK_STATUS(STATUS_INVALID_HANDLE, ask(device, IOCTL_DOT4_READ, &command, sizeof command, buffer, 10).status);
    CHECK_STATUS(STATUS_INVALID_HANDLE, ask(device, IOCTL_DOT4_WRITE, &command, sizeof command, buffer, 10).status);

    create_socket(device, "PRINT", &print);
    open_channel(device, print, FALSE, &printing);
    CHECK_STATUS(STATUS_SUCCESS, write_channel(device, printing, "page", 4));
    CHECK_STATUS(STATUS_IO_TIMEOUT, read_channel(device, printing, buffer, 4, 20, &got));
    BYTE sent[4 + 3];
    memcpy(sent, &printing, 4);
    memcpy(sent + 4, "ack", 3);
    CHECK_STATUS(STATUS_SUCCESS, ask(device, IOCTL_DOT4TEST_PERIPHERAL_SENDS, sent, sizeof sent, NULL, 0).status);
    CHECK_STATUS(STATUS_SUCCESS, read_channel(device, printing, buffer, 16, 20, &got));
    CHECK(got == 3 && !memcmp(buffer, "ack", 3), "what the peripheral sent: %lu", got);
    reset(device, DOT4TEST_RESET_SOCKETS);
}

void check_requests(HANDLE device)
{
    check_sizes(device);
    check_sockets(device);
    check_channels(device);
    check_data(device);
}
