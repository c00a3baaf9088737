/* requests.c: the ten requests of d4drvif.h, in the buffer shapes of the reference model in ../README.md. */
#include <string.h>
#include "device.h"

#define FIRST_FUNCTION IOCTL_DOT4_USER_BASE
#define FUNCTION_OF(code) (((code) >> 2) & 0xFFF)

typedef NTSTATUS request_handler(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information);

static PIO_STACK_LOCATION location(PIRP irp)
{
    return IoGetCurrentIrpStackLocation(irp);
}

static void *input_of(PIRP irp)
{
    return irp->AssociatedIrp.SystemBuffer;
}

/* The second buffer of a METHOD_IN_DIRECT or METHOD_OUT_DIRECT request. Lengths were checked before. */
static PUCHAR direct_buffer(PIRP irp)
{
    return irp->MdlAddress ? MmGetSystemAddressForMdlSafe(irp->MdlAddress, NormalPagePriority) : NULL;
}

static NTSTATUS give_output(PIRP irp, const void *data, ULONG length, ULONG_PTR *information)
{
    PUCHAR output = direct_buffer(irp);
    if (!output)
        return STATUS_INSUFFICIENT_RESOURCES;
    memcpy(output, data, length);
    *information = length;
    return STATUS_SUCCESS;
}

ULONG answer_activity_waiters(struct device *device, const DOT4_ACTIVITY *activity, PLIST_ENTRY finished)
{
    ULONG answered = 0;
    PIRP irp;
    while ((irp = take_pending(device, PENDING_ACTIVITY, TRUE, 0))) {
        ULONG_PTR information = 0;
        NTSTATUS status = give_output(irp, activity, sizeof *activity, &information);
        finish_later(irp, status, information, finished);
        COUNT(device, activitiesAnswered);
        answered++;
    }
    return answered;
}

void raise_activity(struct device *device, struct channel *channel, ULONG message, ULONG byteCount,
                    PLIST_ENTRY finished)
{
    if (!channel->broadcast)
        return;
    DOT4_ACTIVITY activity = {message, byteCount, channel->handle};
    COUNT(device, activitiesRaised);
    answer_activity_waiters(device, &activity, finished);
}

void drop_channel(struct device *device, struct channel *channel, PLIST_ENTRY finished)
{
    raise_activity(device, channel, DOT4_CHANNEL_CLOSED, 0, finished);
    cancel_pending(device, PENDING_READ, FALSE, channel->handle, STATUS_CANCELLED, finished);
    forget_channel(channel);
    COUNT(device, channelsClosed);
    COUNT_DOWN(device, channelsNow);
}

void drop_socket(struct device *device, UCHAR hostSocket, PLIST_ENTRY finished)
{
    struct channel *channel;
    while ((channel = channel_of_socket(&device->model, hostSocket)))
        drop_channel(device, channel, finished);
    cancel_pending(device, PENDING_CHANNEL, FALSE, hostSocket, STATUS_CANCELLED, finished);
    device->model.sockets[hostSocket].exists = FALSE;
    COUNT_DOWN(device, socketsNow);
}

/* Whether there is such a socket, and whether the personality lets this caller use it. */
static NTSTATUS look_up_socket(struct device *device, PIRP irp, UCHAR hostSocket)
{
    const struct socket *socket = &device->model.sockets[hostSocket];
    if (!socket_exists(&device->model, hostSocket))
        return device->personality.unknownIsParameter ? STATUS_INVALID_PARAMETER : STATUS_NOT_FOUND;
    if (device->personality.sharing == SHARING_HANDLE && socket->creator != handle_of(irp))
        return STATUS_ACCESS_DENIED;
    if (device->personality.sharing == SHARING_PROCESS && socket->info.creatorPid != (ULONG)note_of(irp)->pid)
        return STATUS_ACCESS_DENIED;
    return STATUS_SUCCESS;
}

static NTSTATUS handle_create_socket(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    DOT4_DC_CREATE_DATA data;
    (void)finished;
    memcpy(&data, input_of(irp), sizeof data);
    if (!direct_buffer(irp)) /* or the socket would be made and its id lost */
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = create_socket(&device->model, &data, (ULONG)note_of(irp)->pid, handle_of(irp));
    if (!NT_SUCCESS(status))
        return status;
    COUNT(device, socketsCreated);
    COUNT(device, socketsNow);
    return give_output(irp, &data, sizeof data, information);
}

static NTSTATUS handle_destroy_socket(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    UCHAR hostSocket = ((DOT4_DC_DESTROY_DATA *)input_of(irp))->bHsid;
    (void)information;
    if (!hostSocket)
        return STATUS_INVALID_PARAMETER;
    NTSTATUS status = look_up_socket(device, irp, hostSocket);
    if (!NT_SUCCESS(status))
        return status;
    BOOLEAN busy = device->personality.destroyWithOpenChannel == DESTROY_IS_BUSY;
    if (busy && channel_of_socket(&device->model, hostSocket))
        return STATUS_DEVICE_BUSY;
    drop_socket(device, hostSocket, finished);
    COUNT(device, socketsDestroyed);
    return STATUS_SUCCESS;
}

static NTSTATUS handle_open_channel(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    DOT4_DC_OPEN_DATA data;
    (void)finished;
    memcpy(&data, input_of(irp), sizeof data);
    if (!direct_buffer(irp))
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = look_up_socket(device, irp, data.bHsid);
    if (!NT_SUCCESS(status))
        return status;
    status =
        open_channel(&device->model, data.bHsid, data.fAddActivity != 0, FALSE, &data.hChannelHandle);
    if (status != STATUS_SUCCESS)
        return status;
    COUNT(device, channelsOpened);
    COUNT(device, channelsNow);
    return give_output(irp, &data, sizeof data, information);
}

static NTSTATUS handle_wait_for_channel(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    UCHAR hostSocket = ((DOT4_DC_OPEN_DATA *)input_of(irp))->bHsid;
    (void)information;
    if (device->personality.waitForChannel == WAIT_MISSING)
        return STATUS_INVALID_DEVICE_REQUEST;
    NTSTATUS status = look_up_socket(device, irp, hostSocket);
    if (!NT_SUCCESS(status))
        return status;
    if (device->personality.waitForChannel == WAIT_NOT_CANCELLABLE)
        note_of(irp)->faultKind = FAULT_IGNORE_CANCEL;
    pend_request(device, irp, PENDING_CHANNEL, hostSocket, NO_TIMEOUT, finished);
    return STATUS_PENDING;
}

static NTSTATUS handle_close_channel(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    struct channel *channel = find_channel(&device->model, *(CHANNEL_HANDLE *)input_of(irp));
    (void)information;
    if (!channel)
        return STATUS_INVALID_HANDLE;
    drop_channel(device, channel, finished);
    return STATUS_SUCCESS;
}

static BOOLEAN within_direct_buffer(PIRP irp, const DOT4_DRIVER_CMD *command)
{
    ULONG length = location(irp)->Parameters.DeviceIoControl.OutputBufferLength;
    return command->ulOffset <= length && command->ulSize <= length - command->ulOffset;
}

/* Information counts from the start of the buffer, so it includes the offset: Wine copies back no more than that. */
static NTSTATUS give_inbound(struct device *device, struct channel *channel, PIRP irp, ULONG_PTR *information)
{
    const DOT4_DRIVER_CMD *command = input_of(irp);
    PUCHAR output = direct_buffer(irp);
    if (!output)
        return STATUS_INSUFFICIENT_RESOURCES;
    ULONG taken = take_inbound(channel, output + command->ulOffset, command->ulSize);
    COUNT_BY(device, bytesRead, taken);
    *information = command->ulOffset + taken;
    return STATUS_SUCCESS;
}

void deliver_inbound(struct device *device, struct channel *channel, PLIST_ENTRY finished)
{
    PIRP irp;
    while (channel->inboundLength && (irp = take_pending(device, PENDING_READ, FALSE, channel->handle))) {
        ULONG_PTR information = 0;
        NTSTATUS status = give_inbound(device, channel, irp, &information);
        finish_later(irp, status, information, finished);
    }
}

static NTSTATUS handle_read(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    const DOT4_DRIVER_CMD *command = input_of(irp);
    struct channel *channel = find_channel(&device->model, command->hChannelHandle);
    if (!channel)
        return STATUS_INVALID_HANDLE;
    if (!within_direct_buffer(irp, command))
        return STATUS_INVALID_PARAMETER;
    if (!command->ulSize)
        return STATUS_SUCCESS;
    if (channel->inboundLength)
        return give_inbound(device, channel, irp, information);
    pend_request(device, irp, PENDING_READ, channel->handle, command->ulTimeout, finished);
    return STATUS_PENDING;
}

static NTSTATUS handle_write(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    const DOT4_DRIVER_CMD *command = input_of(irp);
    struct channel *channel = find_channel(&device->model, command->hChannelHandle);
    if (!channel)
        return STATUS_INVALID_HANDLE;
    if (!within_direct_buffer(irp, command))
        return STATUS_INVALID_PARAMETER;
    if (channel->peripheralSocket == ECHO_CHANNEL && command->ulSize) {
        PUCHAR data = direct_buffer(irp);
        NTSTATUS status = data ? append_inbound(channel, data + command->ulOffset, command->ulSize)
                               : STATUS_INSUFFICIENT_RESOURCES;
        if (!NT_SUCCESS(status))
            return status;
        raise_activity(device, channel, DOT4_STREAM_RECEIVED, command->ulSize, finished);
        deliver_inbound(device, channel, finished);
    }
    COUNT_BY(device, bytesWritten, command->ulSize);
    *information = command->ulSize;
    return STATUS_SUCCESS;
}

static NTSTATUS set_broadcast(struct device *device, PIRP irp, BOOLEAN broadcast)
{
    struct channel *channel = find_channel(&device->model, *(CHANNEL_HANDLE *)input_of(irp));
    if (!channel)
        return STATUS_INVALID_HANDLE;
    channel->broadcast = broadcast;
    return STATUS_SUCCESS;
}

static NTSTATUS handle_add_broadcast(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    (void)finished, (void)information;
    return set_broadcast(device, irp, TRUE);
}

static NTSTATUS handle_remove_broadcast(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    (void)finished, (void)information;
    return set_broadcast(device, irp, FALSE);
}

static NTSTATUS handle_wait_activity(struct device *device, PIRP irp, PLIST_ENTRY finished, ULONG_PTR *information)
{
    (void)information;
    pend_request(device, irp, PENDING_ACTIVITY, 0, NO_TIMEOUT, finished);
    return STATUS_PENDING;
}

/* In the order of their function numbers. */
static const struct {
    ULONG code;
    ULONG input;
    ULONG output;
    request_handler *handle;
} requests[DOT4TEST_REQUEST_KINDS] = {
    {IOCTL_DOT4_OPEN_CHANNEL, sizeof(DOT4_DC_OPEN_DATA), sizeof(DOT4_DC_OPEN_DATA), handle_open_channel},
    {IOCTL_DOT4_CLOSE_CHANNEL, sizeof(CHANNEL_HANDLE), 0, handle_close_channel},
    {IOCTL_DOT4_READ, sizeof(DOT4_DRIVER_CMD), 0, handle_read},
    {IOCTL_DOT4_WRITE, sizeof(DOT4_DRIVER_CMD), 0, handle_write},
    {IOCTL_DOT4_ADD_ACTIVITY_BROADCAST, sizeof(CHANNEL_HANDLE), 0, handle_add_broadcast},
    {IOCTL_DOT4_REMOVE_ACTIVITY_BROADCAST, sizeof(CHANNEL_HANDLE), 0, handle_remove_broadcast},
    {IOCTL_DOT4_WAIT_ACTIVITY_BROADCAST, 0, sizeof(DOT4_ACTIVITY), handle_wait_activity},
    {IOCTL_DOT4_CREATE_SOCKET, sizeof(DOT4_DC_CREATE_DATA), sizeof(DOT4_DC_CREATE_DATA), handle_create_socket},
    {IOCTL_DOT4_WAIT_FOR_CHANNEL, sizeof(DOT4_DC_OPEN_DATA), sizeof(DOT4_DC_OPEN_DATA), handle_wait_for_channel},
    {IOCTL_DOT4_DESTROY_SOCKET, sizeof(DOT4_DC_DESTROY_DATA), 0, handle_destroy_socket},
};

ULONG request_index(ULONG code)
{
    return FUNCTION_OF(code) - FIRST_FUNCTION;
}

BOOLEAN is_dot4_request(ULONG code)
{
    ULONG index = request_index(code);
    return index < DOT4TEST_REQUEST_KINDS && requests[index].code == code;
}

static ULONG input_needed(const struct device *device, ULONG index)
{
    BOOLEAN handleAlone = requests[index].input == sizeof(CHANNEL_HANDLE);
    return handleAlone && device->personality.handleWantsCommand ? sizeof(DOT4_DRIVER_CMD) : requests[index].input;
}

static ULONG output_needed(const struct device *device, ULONG index)
{
    BOOLEAN destroys = requests[index].code == IOCTL_DOT4_DESTROY_SOCKET;
    return destroys && device->personality.destroyWantsOutput ? sizeof(DOT4_DC_DESTROY_DATA) : requests[index].output;
}

/* A driver that answers success to all refuses nothing: it fills nothing, and says that it did. */
static NTSTATUS perform_as_personality(struct device *device, PIRP irp, ULONG index, PLIST_ENTRY finished,
                                       ULONG_PTR *information)
{
    NTSTATUS status = requests[index].handle(device, irp, finished, information);
    if (NT_SUCCESS(status) || !device->personality.successToAll)
        return status;
    *information = output_needed(device, index);
    return STATUS_SUCCESS;
}

NTSTATUS perform_request(struct device *device, PIRP irp)
{
    PIO_STACK_LOCATION stack = location(irp);
    ULONG index = request_index(stack->Parameters.DeviceIoControl.IoControlCode);
    ULONG_PTR information = 0;
    LIST_ENTRY finished;
    NTSTATUS status;
    KIRQL irql;

    InitializeListHead(&finished);
    KeAcquireSpinLock(&device->lock, &irql);
    if (device->removed || handle_of(irp) <= device->lastDead)
        status = STATUS_DEVICE_NOT_CONNECTED;
    else if (device->asleep)
        status = STATUS_DEVICE_NOT_READY;
    else if (device->personality.userModeRefused)
        status = STATUS_INVALID_DEVICE_REQUEST;
    else if (stack->Parameters.DeviceIoControl.InputBufferLength < input_needed(device, index) ||
             stack->Parameters.DeviceIoControl.OutputBufferLength < output_needed(device, index))
        status = STATUS_BUFFER_TOO_SMALL;
    else
        status = perform_as_personality(device, irp, index, &finished, &information);
    KeReleaseSpinLock(&device->lock, irql);

    complete_finished(device, &finished);
    if (status != STATUS_PENDING)
        complete_request(device, irp, status, information);
    return status;
}

/* Lock held. The fault that strikes this request, if any, and one strike less of it. */
static DOT4TEST_FAULT strike(struct device *device, ULONG index)
{
    DOT4TEST_FAULT *fault = &device->faults[index];
    DOT4TEST_FAULT struck = *fault;
    if (struck.kind) {
        COUNT(device, faultsApplied);
        if (fault->count && !--fault->count)
            fault->kind = 0;
    }
    return struck;
}

NTSTATUS dispatch_dot4_request(struct device *device, PIRP irp)
{
    ULONG index = request_index(location(irp)->Parameters.DeviceIoControl.IoControlCode);
    LIST_ENTRY finished;
    BOOLEAN parked = FALSE;
    KIRQL irql;

    COUNT(device, received[index]);
    memset(note_of(irp), 0, sizeof(struct request_note));
    note_of(irp)->pid = (ULONG_PTR)PsGetCurrentProcessId();

    InitializeListHead(&finished);
    KeAcquireSpinLock(&device->lock, &irql);
    DOT4TEST_FAULT fault = {0};
    if (!device->removed && !device->asleep && handle_of(irp) > device->lastDead)
        fault = strike(device, index);
    if (fault.kind) {
        BOOLEAN counts = fault.kind == FAULT_SHORT_OUTPUT || fault.kind == FAULT_LONG_OUTPUT;
        ULONG value = counts ? fault.arg : fault.status;
        note_of(irp)->faultKind = fault.kind;
        note_of(irp)->faultValue = value;
    }
    if (fault.kind == FAULT_HANG || fault.kind == FAULT_IGNORE_CANCEL || fault.kind == FAULT_DELAY) {
        pend_request(device, irp, PENDING_PARKED, 0, fault.kind == FAULT_DELAY ? fault.arg : NO_TIMEOUT, &finished);
        parked = TRUE;
    }
    KeReleaseSpinLock(&device->lock, irql);
    complete_finished(device, &finished);
    if (parked)
        return STATUS_PENDING;

    if (fault.kind == FAULT_REFUSE) {
        complete_request(device, irp, (NTSTATUS)fault.status, 0);
        return (NTSTATUS)fault.status;
    }
    if (fault.kind == FAULT_BLOCK) {
        LARGE_INTEGER time;
        time.QuadPart = -(LONGLONG)fault.arg * 10000;
        KeDelayExecutionThread(KernelMode, FALSE, &time);
    }
    return perform_request(device, irp);
}
