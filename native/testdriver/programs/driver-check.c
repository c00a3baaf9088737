/*
 * driver-check.exe: holds the test driver to the reference model, with nothing between but NtDeviceIoControlFile.
 *   driver-check model DEVICE NEIGHBOUR OTHER-SERVICE every rule; the last two are for the isolation of services
 *   driver-check races DEVICE                         requests that end in two ways at once
 *   driver-check pend DEVICE                          leaves requests pending until the device is removed
 *   driver-check storm DEVICE                         keeps sending until the device is removed
 *   driver-check bench DEVICE                         round trips a second
 */
#include "check.h"
#include <wchar.h>

static int model(HANDLE device, HANDLE neighbour, HANDLE otherService)
{
    CHECK_STATUS(STATUS_SUCCESS, reset(device, DOT4TEST_RESET_ALL));
    check_requests(device);
    check_pending(device);
    check_faults(device);
    check_isolation(device, neighbour, otherService);
    CHECK(counters(neighbour).socketsCreated == 0, "each device has a state of its own");
    return failed_checks() != 0;
}

static int bench(HANDLE device)
{
    const int rounds = 5000;
    LARGE_INTEGER frequency, before, after;
    UCHAR id;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&before);
    for (int i = 0; i < rounds; i++)
        ask(device, IOCTL_DOT4TEST_NOP, NULL, 0, NULL, 0);
    QueryPerformanceCounter(&after);
    printf("NOP: %.0f a second\n", rounds * (double)frequency.QuadPart / (double)(after.QuadPart - before.QuadPart));
    QueryPerformanceCounter(&before);
    for (int i = 0; i < rounds; i++) {
        create_socket(device, "HP-MESSAGE", &id);
        destroy_socket(device, id);
    }
    QueryPerformanceCounter(&after);
    printf("CREATE and DESTROY: %.0f pairs a second\n",
           rounds * (double)frequency.QuadPart / (double)(after.QuadPart - before.QuadPart));
    return 0;
}

int wmain(int argc, WCHAR **argv)
{
    HANDLE devices[3];
    int code = 2;

    for (int i = 0; i < 3 && i + 2 < argc; i++) {
        devices[i] = open_device(argv[i + 2]);
        if (devices[i] == INVALID_HANDLE_VALUE) {
            fprintf(stderr, "cannot open %ls: error %lu\n", argv[i + 2], GetLastError());
            return 1;
        }
    }
    if (argc == 5 && !wcscmp(argv[1], L"model"))
        code = model(devices[0], devices[1], devices[2]);
    else if (argc == 3 && !wcscmp(argv[1], L"races"))
        code = check_races(devices[0]);
    else if (argc == 3 && !wcscmp(argv[1], L"pend"))
        code = pend_until_removed(devices[0]);
    else if (argc == 3 && !wcscmp(argv[1], L"storm"))
        code = storm_until_removed(devices[0]);
    else if (argc == 3 && !wcscmp(argv[1], L"bench"))
        code = bench(devices[0]);
    else
        fprintf(stderr, "driver-check model DEVICE NEIGHBOUR OTHER-SERVICE | races|pend|storm|bench DEVICE\n");
    printf("%d checks, %d failed\n", total_checks(), failed_checks());
    return code;
}
