/* check.h: raw requests and counted checks for driver-check. */
#ifndef CHECK_H
#define CHECK_H

#include <windows.h>
#include <winternl.h>
#include <ntstatus.h>
#include <winioctl.h>
#include <ddk/d4iface.h>
#include <ddk/d4drvif.h>
#include <stdio.h>
#include <string.h>
#include "../dot4test.h"

/* A request in flight. Its memory belongs to the kernel until it has ended. */
struct flight {
    HANDLE device;
    ULONG code;
    HANDLE event;
    IO_STATUS_BLOCK block;
    NTSTATUS returned;
    BYTE input[64];
    BYTE output[64];
};

struct answer {
    NTSTATUS status;
    ULONG_PTR information;
};

#define STILL_PENDING ((NTSTATUS)STATUS_PENDING)
#define LONG_MS 10000

void check(BOOL passed, const char *file, int line, const char *format, ...);
#define CHECK(condition, ...) check((condition) != 0, __FILE__, __LINE__, __VA_ARGS__)
#define CHECK_STATUS(expected, expression)                                                                             \
    do {                                                                                                               \
        NTSTATUS status_ = (expression);                                                                               \
        CHECK(status_ == (NTSTATUS)(expected), "%s: 0x%08lx, expected " #expected, #expression, (ULONG)status_);       \
    } while (0)
int failed_checks(void);
int total_checks(void);

HANDLE open_device(const WCHAR *path);
void start(struct flight *flight, HANDLE device, ULONG code, const void *input, ULONG inputLength, ULONG outputLength);
/* Its status, or STATUS_PENDING when it has not ended by then; after LONG_MS the program gives up. */
NTSTATUS ended(struct flight *flight, DWORD waitMs);
BOOL cancel(struct flight *flight);
/* Sends and waits. */
struct answer ask(HANDLE device, ULONG code, const void *input, ULONG inputLength, void *output, ULONG outputLength);

/* The ten requests and the test requests in short. */
NTSTATUS create_socket(HANDLE device, const char *service, UCHAR *hostSocket);
NTSTATUS destroy_socket(HANDLE device, UCHAR hostSocket);
NTSTATUS open_channel(HANDLE device, UCHAR hostSocket, BOOL broadcast, CHANNEL_HANDLE *handle);
NTSTATUS channel_request(HANDLE device, ULONG code, CHANNEL_HANDLE handle);
NTSTATUS write_channel(HANDLE device, CHANNEL_HANDLE handle, const void *data, ULONG length);
NTSTATUS read_channel(HANDLE device, CHANNEL_HANDLE handle, void *data, ULONG length, ULONG timeoutMs, ULONG *got);
void start_read(struct flight *flight, HANDLE device, CHANNEL_HANDLE handle, ULONG timeoutMs);
void start_wait_activity(struct flight *flight, HANDLE device);
void start_wait_for_channel(struct flight *flight, HANDLE device, UCHAR hostSocket);
NTSTATUS set_fault(HANDLE device, ULONG code, ULONG kind, NTSTATUS status, ULONG arg, ULONG count);
NTSTATUS reset(HANDLE device, ULONG flags);
DOT4TEST_COUNTERS counters(HANDLE device);
/* received = answered + pendingNow. */
BOOL nothing_lost(HANDLE device);

/* check-*.c */
void check_requests(HANDLE device);
void check_pending(HANDLE device);
void check_faults(HANDLE device);
void check_isolation(HANDLE blocked, HANDLE neighbour, HANDLE otherService);
int check_races(HANDLE device);
int pend_until_removed(HANDLE device);
int storm_until_removed(HANDLE device);

#endif
