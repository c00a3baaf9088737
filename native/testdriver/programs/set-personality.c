/*
 * set-personality.exe: what a device of the test driver is like from now on.
 *   set-personality DEVICE-PATH [FIELD=NUMBER]...     fields of DOT4TEST_PERSONALITY; what is not named is 0
 * Sockets are reset too. Prints one JSON object.
 */
#include "test-devices.h"
#include <stddef.h>
#include <stdio.h>
#include <wchar.h>

#define FIELD(name) {L"" #name, offsetof(DOT4TEST_PERSONALITY, name)}
static const struct {
    const WCHAR *name;
    size_t offset;
} fields[] = {
    FIELD(destroyWithOpenChannel), FIELD(sharing),            FIELD(creatorFrees),
    FIELD(waitForChannel),         FIELD(exclusiveOpen),      FIELD(userModeRefused),
    FIELD(destroyWantsOutput),     FIELD(handleWantsCommand), FIELD(unknownIsParameter),
    FIELD(sleepEndsLinks),         FIELD(successToAll),
};

static BOOL read_field(const WCHAR *argument, DOT4TEST_PERSONALITY *personality)
{
    const WCHAR *equals = wcschr(argument, L'=');
    for (unsigned i = 0; equals && i < ARRAYSIZE(fields); i++) {
        if (wcslen(fields[i].name) != (size_t)(equals - argument) ||
            wcsncmp(argument, fields[i].name, equals - argument))
            continue;
        *(ULONG *)((BYTE *)personality + fields[i].offset) = wcstoul(equals + 1, NULL, 10);
        return TRUE;
    }
    return FALSE;
}

int wmain(int argc, WCHAR **argv)
{
    DOT4TEST_PERSONALITY personality = {.size = sizeof personality};
    ULONG flags = DOT4TEST_RESET_SOCKETS | DOT4TEST_RESET_PERSONALITY;
    DWORD returned;

    for (int i = 2; i < argc; i++)
        if (!read_field(argv[i], &personality))
            argc = 0;
    if (argc < 2) {
        fprintf(stderr, "set-personality DEVICE-PATH [FIELD=NUMBER]...\n");
        return 2;
    }
    HANDLE device = CreateFileW(argv[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE ||
        !DeviceIoControl(device, IOCTL_DOT4TEST_RESET, &flags, sizeof flags, NULL, 0, &returned, NULL) ||
        !DeviceIoControl(device, IOCTL_DOT4TEST_SET_PERSONALITY, &personality, sizeof personality, NULL, 0, &returned,
                         NULL)) {
        fprintf(stderr, "set-personality failed: error %lu\n", GetLastError());
        return 1;
    }
    CloseHandle(device);
    printf("{}\n");
    return 0;
}
