#include "test-devices.h"
#include <stdio.h>
#include <wchar.h>

const GUID dot4_setup_class = {0x48721b56, 0x6795, 0x11d2, {0xb1, 0xa8, 0x00, 0x80, 0xc7, 0x2e, 0x74, 0xa2}};
static const GUID interface_guid = DOT4TEST_INTERFACE_GUID;

static void find_path(struct test_device *device)
{
    HDEVINFO set = SetupDiGetClassDevsW(&interface_guid, NULL, NULL, DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    SP_DEVICE_INTERFACE_DATA found = {.cbSize = sizeof found};

    for (DWORD i = 0; SetupDiEnumDeviceInterfaces(set, NULL, &interface_guid, i, &found); i++) {
        union {
            SP_DEVICE_INTERFACE_DETAIL_DATA_W detail;
            BYTE room[sizeof(DWORD) + MAX_TEXT * sizeof(WCHAR)];
        } buffer = {.detail = {.cbSize = sizeof(SP_DEVICE_INTERFACE_DETAIL_DATA_W)}};
        SP_DEVINFO_DATA info = {.cbSize = sizeof info};
        WCHAR id[MAX_TEXT];
        if (SetupDiGetDeviceInterfaceDetailW(set, &found, &buffer.detail, sizeof buffer, NULL, &info) &&
            SetupDiGetDeviceInstanceIdW(set, &info, id, MAX_TEXT, NULL) && !_wcsicmp(id, device->instanceId) &&
            (found.Flags & SPINT_ACTIVE))
            lstrcpynW(device->path, buffer.detail.DevicePath, MAX_TEXT);
    }
    SetupDiDestroyDeviceInfoList(set);
}

int list_test_devices(struct test_device *devices, int room)
{
    HDEVINFO set = SetupDiGetClassDevsW(&dot4_setup_class, NULL, NULL, 0);
    SP_DEVINFO_DATA info = {.cbSize = sizeof info};
    int count = 0;

    for (DWORD i = 0; count < room && SetupDiEnumDeviceInfo(set, i, &info); i++) {
        struct test_device *device = &devices[count];
        ZeroMemory(device, sizeof *device);
        SetupDiGetDeviceRegistryPropertyW(set, &info, SPDRP_SERVICE, NULL, (BYTE *)device->service,
                                          sizeof device->service - sizeof(WCHAR), NULL);
        if (wcsncmp(device->service, L"dot4test", 8) ||
            !SetupDiGetDeviceInstanceIdW(set, &info, device->instanceId, MAX_TEXT, NULL))
            continue;
        find_path(device);
        count++;
    }
    SetupDiDestroyDeviceInfoList(set);
    return count;
}

void print_json_text(const WCHAR *text)
{
    putchar('"');
    for (; *text; text++) {
        if (*text >= 0x20 && *text < 0x7F && *text != '"' && *text != '\\')
            putchar(*text);
        else
            printf("\\u%04x", (unsigned)*text);
    }
    putchar('"');
}

void print_json_ascii(const char *text)
{
    WCHAR wide[MAX_TEXT];
    MultiByteToWideChar(CP_ACP, 0, text, -1, wide, MAX_TEXT);
    print_json_text(wide);
}
