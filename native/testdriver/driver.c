/* driver.c: entry, Plug and Play, open and close. A WDM function driver for root-enumerated test devices. */
#include <string.h>
#include "device.h"

static const GUID interface_guid = DOT4TEST_INTERFACE_GUID;

static NTSTATUS complete_now(PIRP irp, NTSTATUS status)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static NTSTATUS NTAPI dispatch_create(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    NTSTATUS status = STATUS_SUCCESS;
    KIRQL irql;

    IoGetCurrentIrpStackLocation(irp)->FileObject->FsContext =
        (PVOID)(ULONG_PTR)InterlockedIncrement(&device->lastOpen);
    KeAcquireSpinLock(&device->lock, &irql);
    if (device->removed)
        status = STATUS_DEVICE_NOT_CONNECTED;
    else if (device->asleep)
        status = STATUS_DEVICE_NOT_READY;
    else if (device->openRefusal)
        status = device->openRefusal;
    else if (device->personality.exclusiveOpen && device->exclusiveHolder)
        status = STATUS_SHARING_VIOLATION;
    else if (device->personality.exclusiveOpen)
        device->exclusiveHolder = handle_of(irp);
    KeReleaseSpinLock(&device->lock, irql);
    if (NT_SUCCESS(status)) /* a refused open is never closed */
        COUNT(device, creates);
    return complete_now(irp, status);
}

/* An ended creator leaves its sockets and channels behind, unless the personality frees. */
static NTSTATUS NTAPI dispatch_close(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    LIST_ENTRY finished;
    KIRQL irql;

    COUNT(device, closes);
    InitializeListHead(&finished);
    KeAcquireSpinLock(&device->lock, &irql);
    if (device->exclusiveHolder == handle_of(irp))
        device->exclusiveHolder = 0;
    for (ULONG id = 1; device->personality.creatorFrees && id < MAX_SOCKETS; id++)
        if (socket_exists(&device->model, id) && device->model.sockets[id].creator == handle_of(irp))
            drop_socket(device, (UCHAR)id, &finished);
    KeReleaseSpinLock(&device->lock, irql);
    complete_finished(device, &finished);
    return complete_now(irp, STATUS_SUCCESS);
}

static NTSTATUS NTAPI dispatch_cleanup(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    COUNT(device, cleanups);
    cancel_pending_of_file(device, IoGetCurrentIrpStackLocation(irp)->FileObject);
    return complete_now(irp, STATUS_SUCCESS);
}

static NTSTATUS NTAPI dispatch_device_control(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    if (!NT_SUCCESS(IoAcquireRemoveLock(&device->removeLock, irp)))
        return complete_now(irp, STATUS_DEVICE_NOT_CONNECTED);
    if (is_dot4_request(IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.IoControlCode))
        return dispatch_dot4_request(device, irp);
    return dispatch_test_request(device, irp);
}

static NTSTATUS NTAPI pass_down(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    IoSkipCurrentIrpStackLocation(irp);
    return IoCallDriver(device->lower, irp);
}

static NTSTATUS NTAPI signal_completion(PDEVICE_OBJECT deviceObject, PIRP irp, PVOID event)
{
    (void)deviceObject, (void)irp;
    KeSetEvent(event, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS start(struct device *device, PIRP irp)
{
    KEVENT done;
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    IoCopyCurrentIrpStackLocationToNext(irp);
    IoSetCompletionRoutine(irp, signal_completion, &done, TRUE, TRUE, TRUE);
    if (IoCallDriver(device->lower, irp) == STATUS_PENDING)
        KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
    NTSTATUS status = irp->IoStatus.Status;
    if (NT_SUCCESS(status))
        status = IoSetDeviceInterfaceState(&device->interfaceName, TRUE);
    return complete_now(irp, status);
}

/* The printer is gone: nothing new comes in, everything that waits ends. Also the second time harmless. */
static void disconnect(struct device *device)
{
    LIST_ENTRY finished;
    KIRQL irql;

    InitializeListHead(&finished);
    KeAcquireSpinLock(&device->lock, &irql);
    device->removed = TRUE;
    end_pending(device, STATUS_DEVICE_NOT_CONNECTED, &finished);
    KeReleaseSpinLock(&device->lock, irql);
    complete_finished(device, &finished);
    IoSetDeviceInterfaceState(&device->interfaceName, FALSE);
}

static NTSTATUS remove(struct device *device, PIRP irp)
{
    disconnect(device);
    IoReleaseRemoveLockAndWait(&device->removeLock, irp);
    stop_deadlines(device);
    for (int i = 0; i < DOT4_MAX_CHANNELS; i++)
        forget_channel(&device->model.channels[i]);
    RtlFreeUnicodeString(&device->interfaceName);

    PDEVICE_OBJECT lower = device->lower;
    irp->IoStatus.Status = STATUS_SUCCESS;
    IoSkipCurrentIrpStackLocation(irp);
    NTSTATUS status = IoCallDriver(lower, irp);
    IoDetachDevice(lower);
    IoDeleteDevice(device->self);
    return status;
}

static NTSTATUS NTAPI dispatch_pnp(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    if (!NT_SUCCESS(IoAcquireRemoveLock(&device->removeLock, irp)))
        return complete_now(irp, STATUS_DEVICE_NOT_CONNECTED);

    NTSTATUS status;
    switch (IoGetCurrentIrpStackLocation(irp)->MinorFunction) {
    case IRP_MN_REMOVE_DEVICE:
        return remove(device, irp);
    case IRP_MN_START_DEVICE:
        status = start(device, irp);
        break;
    case IRP_MN_SURPRISE_REMOVAL:
        disconnect(device);
        irp->IoStatus.Status = STATUS_SUCCESS;
        status = pass_down(deviceObject, irp);
        break;
    case IRP_MN_STOP_DEVICE:
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        irp->IoStatus.Status = STATUS_SUCCESS;
        status = pass_down(deviceObject, irp);
        break;
    default:
        status = pass_down(deviceObject, irp);
    }
    IoReleaseRemoveLock(&device->removeLock, irp);
    return status;
}

static NTSTATUS NTAPI add_device(PDRIVER_OBJECT driver, PDEVICE_OBJECT physicalDevice)
{
    PDEVICE_OBJECT deviceObject;
    NTSTATUS status = IoCreateDevice(driver, sizeof(struct device), NULL, FILE_DEVICE_DOT4, FILE_DEVICE_SECURE_OPEN,
                                     FALSE, &deviceObject);
    if (!NT_SUCCESS(status))
        return status;

    struct device *device = deviceObject->DeviceExtension;
    memset(device, 0, sizeof *device);
    device->self = deviceObject;
    IoInitializeRemoveLock(&device->removeLock, POOL_TAG, 0, 0);
    init_pending(device);
    status = IoRegisterDeviceInterface(physicalDevice, &interface_guid, NULL, &device->interfaceName);
    if (NT_SUCCESS(status)) {
        status = start_deadlines(device);
        if (!NT_SUCCESS(status))
            RtlFreeUnicodeString(&device->interfaceName);
    }
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(deviceObject);
        return status;
    }
    device->lower = IoAttachDeviceToDeviceStack(deviceObject, physicalDevice);
    deviceObject->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static VOID NTAPI unload(PDRIVER_OBJECT driver)
{
    (void)driver;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registryPath)
{
    (void)registryPath;
    driver->DriverExtension->AddDevice = add_device;
    driver->DriverUnload = unload;
    driver->MajorFunction[IRP_MJ_CREATE] = dispatch_create;
    driver->MajorFunction[IRP_MJ_CLOSE] = dispatch_close;
    driver->MajorFunction[IRP_MJ_CLEANUP] = dispatch_cleanup;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = dispatch_device_control;
    driver->MajorFunction[IRP_MJ_PNP] = dispatch_pnp;
    driver->MajorFunction[IRP_MJ_POWER] = pass_down;
    driver->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = pass_down;
    return STATUS_SUCCESS;
}
