/*
 * device-control.exe: the Plug and Play side of the tests.
 *   wait-for-services        until the service manager takes orders
 *   install FOLDER COUNT     adds COUNT devices; FOLDER holds <service>.inf and <service>.sys and is named <service>
 *   remove INSTANCE-ID|all   as Device Manager does
 *   list
 * Each prints one JSON object: the devices there are, or those that were installed or removed.
 */
#include "test-devices.h"
#include <stdio.h>
#include <wchar.h>

#define SERVICE_WAIT_MS 60000
#define START_WAIT_MS 15000

static int fail(const char *what)
{
    fprintf(stderr, "%s failed: error %lu (0x%lx)\n", what, GetLastError(), GetLastError());
    return 1;
}

static void print_devices(const char *name, const struct test_device *devices, int count)
{
    printf("{\"%s\":[", name);
    for (int i = 0; i < count; i++) {
        printf(i ? ",{\"instanceId\":" : "{\"instanceId\":");
        print_json_text(devices[i].instanceId);
        printf(",\"service\":");
        print_json_text(devices[i].service);
        printf(",\"path\":");
        if (*devices[i].path)
            print_json_text(devices[i].path);
        else
            printf("null");
        printf("}");
    }
    printf("]}\n");
}

/* While the service manager is still starting services, StartService gives ERROR_SERVICE_DATABASE_LOCKED under Wine and
   the driver is never loaded. The lock being free a few times in a row is the sign that it has finished. */
static int wait_for_services(void)
{
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    if (!manager)
        return fail("OpenSCManager");
    ULONGLONG end = GetTickCount64() + SERVICE_WAIT_MS;
    for (int free = 0; free < 5; Sleep(50)) {
        SC_LOCK lock = LockServiceDatabase(manager);
        if (lock)
            UnlockServiceDatabase(lock);
        free = lock ? free + 1 : 0;
        if (GetTickCount64() > end)
            return fail("LockServiceDatabase");
    }
    CloseServiceHandle(manager);
    printf("{\"ready\":true}\n");
    return 0;
}

/* The steps of an installer for one device only: UpdateDriverForPlugAndPlayDevices would restart the others too. */
static BOOL install_driver(HDEVINFO set, SP_DEVINFO_DATA *info, const WCHAR *infPath)
{
    static const struct {
        DI_FUNCTION function;
        const char *name;
    } steps[] = {
        {DIF_SELECTBESTCOMPATDRV, "DIF_SELECTBESTCOMPATDRV"}, {DIF_ALLOW_INSTALL, "DIF_ALLOW_INSTALL"},
        {DIF_INSTALLDEVICEFILES, "DIF_INSTALLDEVICEFILES"},   {DIF_REGISTER_COINSTALLERS, "DIF_REGISTER_COINSTALLERS"},
        {DIF_INSTALLINTERFACES, "DIF_INSTALLINTERFACES"},     {DIF_INSTALLDEVICE, "DIF_INSTALLDEVICE"},
    };
    SP_DEVINSTALL_PARAMS_W params = {.cbSize = sizeof params};

    if (!SetupDiGetDeviceInstallParamsW(set, info, &params))
        return !fail("SetupDiGetDeviceInstallParams");
    params.Flags |= DI_ENUMSINGLEINF | DI_QUIETINSTALL;
    lstrcpynW(params.DriverPath, infPath, MAX_PATH);
    if (!SetupDiSetDeviceInstallParamsW(set, info, &params))
        return !fail("SetupDiSetDeviceInstallParams");
    if (!SetupDiBuildDriverInfoList(set, info, SPDIT_COMPATDRIVER))
        return !fail("SetupDiBuildDriverInfoList");
    for (unsigned i = 0; i < ARRAYSIZE(steps); i++)
        if (!SetupDiCallClassInstaller(steps[i].function, set, info) && GetLastError() != ERROR_DI_DO_DEFAULT)
            return !fail(steps[i].name);
    return TRUE;
}

static BOOL install_one(const WCHAR *service, const WCHAR *infPath, WCHAR *instanceId)
{
    WCHAR hardwareId[MAX_TEXT] = {0}; /* REG_MULTI_SZ: two NULs at the end */
    HDEVINFO set = SetupDiCreateDeviceInfoList(&dot4_setup_class, NULL);
    SP_DEVINFO_DATA info = {.cbSize = sizeof info};
    BOOL done = FALSE;

    swprintf(hardwareId, MAX_TEXT - 2, L"root\\%ls", service);
    DWORD size = (DWORD)((wcslen(hardwareId) + 2) * sizeof(WCHAR));
    if (!SetupDiCreateDeviceInfoW(set, service, &dot4_setup_class, NULL, NULL, DICD_GENERATE_ID, &info))
        fail("SetupDiCreateDeviceInfo");
    else if (!SetupDiSetDeviceRegistryPropertyW(set, &info, SPDRP_HARDWAREID, (const BYTE *)hardwareId, size))
        fail("SetupDiSetDeviceRegistryProperty");
    else if (!SetupDiCallClassInstaller(DIF_REGISTERDEVICE, set, &info))
        fail("DIF_REGISTERDEVICE");
    else if (!SetupDiGetDeviceInstanceIdW(set, &info, instanceId, MAX_TEXT, NULL))
        fail("SetupDiGetDeviceInstanceId");
    else
        done = install_driver(set, &info, infPath);
    SetupDiDestroyDeviceInfoList(set);
    return done;
}

static BOOL find_started(const WCHAR *instanceId, struct test_device *started)
{
    static struct test_device devices[MAX_DEVICES];
    int count = list_test_devices(devices, MAX_DEVICES);
    for (int i = 0; i < count; i++)
        if (!_wcsicmp(devices[i].instanceId, instanceId) && *devices[i].path) {
            *started = devices[i];
            return TRUE;
        }
    return FALSE;
}

static int install(const WCHAR *folder, int count)
{
    static struct test_device installed[MAX_DEVICES];
    WCHAR full[MAX_PATH], infPath[MAX_PATH], instanceId[MAX_TEXT];

    if (!GetFullPathNameW(folder, MAX_PATH, full, NULL))
        return fail("GetFullPathName");
    const WCHAR *service = wcsrchr(full, '\\') + 1;
    if (swprintf(infPath, MAX_PATH, L"%ls\\%ls.inf", full, service) < 0 || count < 1 || count > MAX_DEVICES)
        return 2;
    for (int i = 0; i < count; i++) {
        if (!install_one(service, infPath, instanceId))
            return 1;
        ULONGLONG end = GetTickCount64() + START_WAIT_MS;
        while (!find_started(instanceId, &installed[i])) {
            if (GetTickCount64() > end) {
                fprintf(stderr, "%ls was not started within %d ms\n", instanceId, START_WAIT_MS);
                return 1;
            }
            Sleep(20);
        }
    }
    print_devices("installed", installed, count);
    return 0;
}

static int remove_devices(const WCHAR *which)
{
    static struct test_device devices[MAX_DEVICES], removed[MAX_DEVICES];
    int count = list_test_devices(devices, MAX_DEVICES), gone = 0;

    for (int i = 0; i < count; i++) {
        if (wcscmp(which, L"all") && _wcsicmp(which, devices[i].instanceId))
            continue;
        HDEVINFO set = SetupDiCreateDeviceInfoList(NULL, NULL);
        SP_DEVINFO_DATA info = {.cbSize = sizeof info};
        if (!SetupDiOpenDeviceInfoW(set, devices[i].instanceId, NULL, 0, &info))
            return fail("SetupDiOpenDeviceInfo");
        if (!SetupDiCallClassInstaller(DIF_REMOVE, set, &info))
            return fail("DIF_REMOVE");
        SetupDiDestroyDeviceInfoList(set);
        removed[gone++] = devices[i];
    }
    print_devices("removed", removed, gone);
    return gone || !wcscmp(which, L"all") ? 0 : 1;
}

static int list(void)
{
    static struct test_device devices[MAX_DEVICES];
    int count = list_test_devices(devices, MAX_DEVICES);
    print_devices("devices", devices, count);
    return 0;
}

static int set_fault(const WCHAR *path, DOT4TEST_FAULT fault)
{
    DWORD returned;
    HANDLE device = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE ||
        !DeviceIoControl(device, IOCTL_DOT4TEST_SET_FAULT, &fault, sizeof fault, NULL, 0, &returned, NULL)) {
        fprintf(stderr, "SET_FAULT failed: error %lu\n", GetLastError());
        return 1;
    }
    CloseHandle(device);
    printf("{}\n");
    return 0;
}

int wmain(int argc, WCHAR **argv)
{
    if (argc == 2 && !wcscmp(argv[1], L"wait-for-services"))
        return wait_for_services();
    if (argc == 4 && !wcscmp(argv[1], L"install"))
        return install(argv[2], _wtoi(argv[3]));
    if (argc == 3 && !wcscmp(argv[1], L"remove"))
        return remove_devices(argv[2]);
    if (argc == 2 && !wcscmp(argv[1], L"list"))
        return list();
    if (argc == 6 && !wcscmp(argv[1], L"fault"))
        return set_fault(argv[2], (DOT4TEST_FAULT){.controlCode = wcstoul(argv[3], NULL, 0),
                                                   .kind = wcstoul(argv[4], NULL, 0),
                                                   .arg = wcstoul(argv[5], NULL, 0),
                                                   .count = 1});
    fprintf(stderr, "device-control wait-for-services | install FOLDER COUNT | remove INSTANCE-ID|all | list |\n"
                    "               fault DEVICE-PATH CONTROL-CODE KIND ARGUMENT\n");
    return 2;
}
