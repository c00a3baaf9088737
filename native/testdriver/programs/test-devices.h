/* test-devices.h: finding the test devices, and JSON on stdout, for the programs of this folder. */
#ifndef TEST_DEVICES_H
#define TEST_DEVICES_H

#include <windows.h>
#include <setupapi.h>
#include <winioctl.h>
#include <ddk/d4iface.h>
#include <ddk/d4drvif.h>
#include "../dot4test.h"

#define MAX_DEVICES 64
#define MAX_TEXT 400

extern const GUID dot4_setup_class;

struct test_device {
    WCHAR instanceId[MAX_TEXT];
    WCHAR service[MAX_TEXT];
    WCHAR path[MAX_TEXT]; /* of its interface; empty while the device is not started */
};

int list_test_devices(struct test_device *devices, int room);
void print_json_text(const WCHAR *text);
void print_json_ascii(const char *text);

#endif
