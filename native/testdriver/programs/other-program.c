/*
 * other-program.exe: stands for any other program that uses the device, and may end without tidying up.
 *   other-program DEVICE-PATH [--open] [--activity] [--wait] [--window] [--hold | --work] SERVICE...
 * Creates one socket for each service name; --open opens a channel on each, --activity with activity broadcast.
 * --wait leaves a WAIT_ACTIVITY_BROADCAST pending. --window shows a window. Prints one JSON line and exits, leaving all
 * behind. With --hold it stays, handle open, until it is killed, and does nothing: a window of it hangs. With --work it
 * stays as well, uses processor and files, and its window responds.
 */
#include "test-devices.h"
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define FIRST_BUFFER 4096
#define PACKET 512

static int fail(const char *what)
{
    fprintf(stderr, "%s failed: error %lu\n", what, GetLastError());
    return 1;
}

static BOOL request(HANDLE device, DWORD code, void *input, DWORD inputSize, void *output, DWORD outputSize)
{
    DWORD returned;
    OVERLAPPED overlapped = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    BOOL done = DeviceIoControl(device, code, input, inputSize, output, outputSize, &returned, &overlapped) ||
                (GetLastError() == ERROR_IO_PENDING && GetOverlappedResult(device, &overlapped, &returned, TRUE));
    DWORD error = GetLastError();
    CloseHandle(overlapped.hEvent);
    SetLastError(error);
    return done;
}

static BOOL create_socket(HANDLE device, const WCHAR *service, DOT4_DC_CREATE_DATA *data)
{
    ZeroMemory(data, sizeof *data);
    WideCharToMultiByte(CP_ACP, 0, service, -1, data->pServiceName, sizeof data->pServiceName, NULL, NULL);
    data->bType = STREAM_TYPE_CHANNEL;
    data->ulBufferSize = FIRST_BUFFER;
    data->usMaxHtoPPacketSize = data->usMaxPtoHPacketSize = PACKET;
    return request(device, IOCTL_DOT4_CREATE_SOCKET, data, sizeof *data, data, sizeof *data);
}

static BOOL show_window(void)
{
    WNDCLASSW class = {.lpfnWndProc = DefWindowProcW, .hInstance = GetModuleHandleW(NULL), .lpszClassName = L"Other"};
    return RegisterClassW(&class) && CreateWindowW(L"Other", L"Other program", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 0, 0, 200,
                                                   100, NULL, NULL, class.hInstance, NULL);
}

static void work(void)
{
    WCHAR self[MAX_PATH];
    GetModuleFileNameW(NULL, self, MAX_PATH);
    for (;;) {
        MSG message;
        char bytes[4096];
        DWORD read, until = GetTickCount() + 20;
        HANDLE file = CreateFileW(self, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
        ReadFile(file, bytes, sizeof bytes, &read, NULL);
        CloseHandle(file);
        while (GetTickCount() < until)
            while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
                DispatchMessageW(&message);
        Sleep(20);
    }
}

int wmain(int argc, WCHAR **argv)
{
    static OVERLAPPED waiting;
    static DOT4_ACTIVITY activity;
    BOOL open = FALSE, broadcast = FALSE, wait = FALSE, hold = FALSE, window = FALSE, works = FALSE;
    int printed = 0;

    if (argc < 2) {
        fprintf(stderr, "other-program DEVICE-PATH [--open] [--activity] [--wait] [--window] [--hold | --work] SERVICE...\n");
        return 2;
    }
    HANDLE device = CreateFileW(argv[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    if (device == INVALID_HANDLE_VALUE)
        return fail("CreateFile");
    for (int i = 2; i < argc; i++) {
        open |= !wcscmp(argv[i], L"--open");
        broadcast |= !wcscmp(argv[i], L"--activity");
        wait |= !wcscmp(argv[i], L"--wait");
        window |= !wcscmp(argv[i], L"--window");
        hold |= !wcscmp(argv[i], L"--hold");
        works |= !wcscmp(argv[i], L"--work");
    }
    if (window && !show_window())
        return fail("CreateWindow");

    printf("{\"pid\":%lu,\"sockets\":[", GetCurrentProcessId());
    for (int i = 2; i < argc; i++) {
        DOT4_DC_CREATE_DATA socket;
        DOT4_DC_OPEN_DATA channel = {0};
        if (!wcsncmp(argv[i], L"--", 2))
            continue;
        if (!create_socket(device, argv[i], &socket))
            return fail("CREATE_SOCKET");
        channel.bHsid = socket.bHsid;
        channel.fAddActivity = (UCHAR)broadcast;
        if (open && !request(device, IOCTL_DOT4_OPEN_CHANNEL, &channel, sizeof channel, &channel, sizeof channel))
            return fail("OPEN_CHANNEL");
        printf(printed++ ? ",{\"service\":" : "{\"service\":");
        print_json_ascii(socket.pServiceName);
        printf(",\"hostSocket\":%u,\"peripheralSocket\":%u,\"channelHandle\":", socket.bHsid, socket.bPsid);
        printf(open ? "%lu}" : "null}", channel.hChannelHandle);
    }
    if (wait) {
        waiting.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
        DeviceIoControl(device, IOCTL_DOT4_WAIT_ACTIVITY_BROADCAST, NULL, 0, &activity, sizeof activity, NULL,
                        &waiting);
        if (GetLastError() != ERROR_IO_PENDING)
            return fail("WAIT_ACTIVITY_BROADCAST");
    }
    printf("]}\n");
    fflush(stdout);
    if (works)
        work();
    if (hold)
        Sleep(INFINITE);
    ExitProcess(0); /* no CloseHandle: the handle goes with the process, as it does in a program that crashes */
}
