/* testcontrol.c: the test-only requests of dot4test.h. All are METHOD_BUFFERED and end at once. */
#include <string.h>
#include "device.h"

struct exchange {
    PUCHAR buffer; /* input, and output over it */
    ULONG inputLength;
    ULONG outputLength;
    ULONG_PTR information;
};

static NTSTATUS give(struct exchange *exchange, const void *data, ULONG length)
{
    if (exchange->outputLength < length)
        return STATUS_BUFFER_TOO_SMALL;
    memcpy(exchange->buffer, data, length);
    exchange->information = length;
    return STATUS_SUCCESS;
}

/* For an answer the caller need not ask for. */
static void give_if_wanted(struct exchange *exchange, ULONG value)
{
    if (exchange->outputLength >= sizeof value)
        give(exchange, &value, sizeof value);
}

static BOOLEAN take(const struct exchange *exchange, void *data, ULONG length)
{
    if (exchange->inputLength < length)
        return FALSE;
    memcpy(data, exchange->buffer, length);
    return TRUE;
}

static NTSTATUS give_counters(struct device *device, struct exchange *exchange)
{
    DOT4TEST_COUNTERS counters = device->counters;
    counters.size = sizeof counters;
    return give(exchange, &counters, sizeof counters);
}

static void reset_counters(struct device *device)
{
    DOT4TEST_COUNTERS *counters = &device->counters;
    ULONG pending = counters->pendingNow, sockets = counters->socketsNow, channels = counters->channelsNow;
    memset(counters, 0, sizeof *counters);
    counters->pendingNow = pending;
    counters->socketsNow = sockets;
    counters->channelsNow = channels;
}

static NTSTATUS reset(struct device *device, struct exchange *exchange, PLIST_ENTRY finished)
{
    ULONG flags = DOT4TEST_RESET_ALL;
    if (exchange->inputLength && !take(exchange, &flags, sizeof flags))
        return STATUS_BUFFER_TOO_SMALL;
    if (flags & ~DOT4TEST_RESET_ALL)
        return STATUS_INVALID_PARAMETER;
    if (flags & DOT4TEST_RESET_FAULTS) {
        memset(device->faults, 0, sizeof device->faults);
        release_parked(device, STATUS_SUCCESS, finished);
        device->openRefusal = STATUS_SUCCESS;
        device->asleep = FALSE;
        device->lastDead = 0;
    }
    if (flags & DOT4TEST_RESET_SOCKETS) {
        cancel_pending(device, PENDING_ACTIVITY, TRUE, 0, STATUS_CANCELLED, finished);
        for (ULONG id = 1; id < MAX_SOCKETS; id++)
            if (socket_exists(&device->model, id))
                drop_socket(device, (UCHAR)id, finished);
    }
    if (flags & DOT4TEST_RESET_PERSONALITY)
        memset(&device->personality, 0, sizeof device->personality);
    if (flags & DOT4TEST_RESET_COUNTERS)
        reset_counters(device);
    return STATUS_SUCCESS;
}

static NTSTATUS set_fault(struct device *device, struct exchange *exchange)
{
    DOT4TEST_FAULT fault;
    if (!take(exchange, &fault, sizeof fault))
        return STATUS_BUFFER_TOO_SMALL;
    if (!is_dot4_request(fault.controlCode) || fault.kind > FAULT_LONG_OUTPUT)
        return STATUS_INVALID_PARAMETER;
    if (fault.kind == FAULT_DELAY && (!fault.arg || fault.arg == 0xFFFFFFFFu))
        return STATUS_INVALID_PARAMETER;
    if ((NTSTATUS)fault.status == STATUS_PENDING && fault.kind != FAULT_SHORT_OUTPUT && fault.kind != FAULT_LONG_OUTPUT)
        return STATUS_INVALID_PARAMETER; /* a completed request must not say it is pending */
    device->faults[request_index(fault.controlCode)] = fault;
    return STATUS_SUCCESS;
}

static NTSTATUS set_personality(struct device *device, struct exchange *exchange)
{
    DOT4TEST_PERSONALITY personality;
    memset(&personality, 0, sizeof personality);
    if (!take(exchange, &personality.size, sizeof personality.size) || exchange->inputLength < personality.size)
        return STATUS_BUFFER_TOO_SMALL;
    if (personality.size < 8 || personality.size > sizeof personality)
        return STATUS_INVALID_PARAMETER;
    take(exchange, &personality, personality.size);
    if (personality.destroyWithOpenChannel > DESTROY_IS_BUSY || personality.sharing > SHARING_HANDLE ||
        personality.waitForChannel > WAIT_NOT_CANCELLABLE)
        return STATUS_INVALID_PARAMETER;
    if (personality.creatorFrees > 1 || personality.exclusiveOpen > 1 || personality.userModeRefused > 1 ||
        personality.destroyWantsOutput > 1 || personality.handleWantsCommand > 1 ||
        personality.unknownIsParameter > 1 || personality.sleepEndsLinks > 1 ||
        personality.successToAll > 1)
        return STATUS_INVALID_PARAMETER;
    for (ULONG i = 0; i < ARRAYSIZE(personality.reserved); i++)
        if (personality.reserved[i])
            return STATUS_INVALID_PARAMETER;
    device->personality = personality;
    return STATUS_SUCCESS;
}

static NTSTATUS refuse_open(struct device *device, struct exchange *exchange)
{
    ULONG status;
    if (!take(exchange, &status, sizeof status))
        return STATUS_BUFFER_TOO_SMALL;
    if ((NTSTATUS)status == STATUS_PENDING)
        return STATUS_INVALID_PARAMETER;
    device->openRefusal = (NTSTATUS)status;
    return STATUS_SUCCESS;
}

/* What a PC that goes to sleep and wakes does to us, as far as no power IRP is needed for it: Wine sends none. */
static NTSTATUS change_power(struct device *device, struct exchange *exchange, PLIST_ENTRY finished)
{
    ULONG asleep;
    if (!take(exchange, &asleep, sizeof asleep))
        return STATUS_BUFFER_TOO_SMALL;
    if (asleep > 1)
        return STATUS_INVALID_PARAMETER;
    device->asleep = (BOOLEAN)asleep;
    if (!asleep)
        return STATUS_SUCCESS;
    end_pending(device, STATUS_DEVICE_POWER_FAILURE, finished);
    if (!device->personality.sleepEndsLinks)
        return STATUS_SUCCESS;
    for (ULONG id = 1; id < MAX_SOCKETS; id++)
        if (socket_exists(&device->model, id))
            drop_socket(device, (UCHAR)id, finished);
    device->lastDead = (ULONG_PTR)device->lastOpen;
    return STATUS_SUCCESS;
}

static NTSTATUS emit_activity(struct device *device, struct exchange *exchange, PLIST_ENTRY finished)
{
    DOT4_ACTIVITY activity;
    if (!take(exchange, &activity, sizeof activity))
        return STATUS_BUFFER_TOO_SMALL;
    COUNT(device, activitiesRaised);
    give_if_wanted(exchange, answer_activity_waiters(device, &activity, finished));
    return STATUS_SUCCESS;
}

static NTSTATUS peripheral_opens(struct device *device, struct exchange *exchange, PLIST_ENTRY finished)
{
    ULONG hostSocket;
    DOT4_DC_OPEN_DATA data;
    if (!take(exchange, &hostSocket, sizeof hostSocket))
        return STATUS_BUFFER_TOO_SMALL;
    if (!socket_exists(&device->model, hostSocket))
        return STATUS_NOT_FOUND;
    PIRP waiter = take_pending(device, PENDING_CHANNEL, FALSE, hostSocket);
    if (!waiter)
        return STATUS_NOT_FOUND;

    memcpy(&data, waiter->AssociatedIrp.SystemBuffer, sizeof data);
    PUCHAR output = MmGetSystemAddressForMdlSafe(waiter->MdlAddress, NormalPagePriority);
    NTSTATUS status = output ? open_channel(&device->model, (UCHAR)hostSocket, data.fAddActivity != 0, TRUE,
                                            &data.hChannelHandle)
                             : STATUS_INSUFFICIENT_RESOURCES;
    if (!NT_SUCCESS(status)) {
        finish_later(waiter, status, 0, finished);
        return status;
    }
    COUNT(device, channelsOpened);
    COUNT(device, channelsNow);
    memcpy(output, &data, sizeof data);
    finish_later(waiter, STATUS_SUCCESS, sizeof data, finished);
    give_if_wanted(exchange, data.hChannelHandle);
    return STATUS_SUCCESS;
}

static NTSTATUS peripheral_sends(struct device *device, struct exchange *exchange, PLIST_ENTRY finished)
{
    CHANNEL_HANDLE handle;
    if (!take(exchange, &handle, sizeof handle))
        return STATUS_BUFFER_TOO_SMALL;
    struct channel *channel = find_channel(&device->model, handle);
    if (!channel)
        return STATUS_INVALID_HANDLE;
    ULONG length = exchange->inputLength - sizeof handle;
    NTSTATUS status = append_inbound(channel, exchange->buffer + sizeof handle, length);
    if (!NT_SUCCESS(status))
        return status;
    raise_activity(device, channel, DOT4_STREAM_RECEIVED, length, finished);
    deliver_inbound(device, channel, finished);
    return STATUS_SUCCESS;
}

static void describe_socket(struct device *device, const struct socket *socket, DOT4TEST_SOCKET *entry)
{
    *entry = socket->info;
    for (int i = 0; i < DOT4_MAX_CHANNELS; i++) {
        const struct channel *channel = &device->model.channels[i];
        if (!channel->handle || channel->hostSocket != socket->info.hostSocket)
            continue;
        entry->channels++;
        if (!entry->channelHandle || channel->handle < entry->channelHandle)
            entry->channelHandle = channel->handle;
    }
}

static NTSTATUS list_sockets(struct device *device, struct exchange *exchange)
{
    ULONG count = 0;
    ULONG used = sizeof count;
    if (exchange->outputLength < used)
        return STATUS_BUFFER_TOO_SMALL;
    for (ULONG id = 1; id < MAX_SOCKETS; id++) {
        DOT4TEST_SOCKET entry;
        if (!device->model.sockets[id].exists)
            continue;
        count++;
        if (exchange->outputLength - used < sizeof entry)
            continue;
        describe_socket(device, &device->model.sockets[id], &entry);
        memcpy(exchange->buffer + used, &entry, sizeof entry);
        used += sizeof entry;
    }
    memcpy(exchange->buffer, &count, sizeof count);
    exchange->information = used;
    return STATUS_SUCCESS;
}

static NTSTATUS handle(struct device *device, ULONG code, struct exchange *exchange, PLIST_ENTRY finished)
{
    switch (code) {
    case IOCTL_DOT4TEST_COUNTERS:
        return give_counters(device, exchange);
    case IOCTL_DOT4TEST_RESET:
        return reset(device, exchange, finished);
    case IOCTL_DOT4TEST_SET_FAULT:
        return set_fault(device, exchange);
    case IOCTL_DOT4TEST_SET_PERSONALITY:
        return set_personality(device, exchange);
    case IOCTL_DOT4TEST_EMIT_ACTIVITY:
        return emit_activity(device, exchange, finished);
    case IOCTL_DOT4TEST_PERIPHERAL_OPENS:
        return peripheral_opens(device, exchange, finished);
    case IOCTL_DOT4TEST_NOP:
        return STATUS_SUCCESS;
    case IOCTL_DOT4TEST_LIST_SOCKETS:
        return list_sockets(device, exchange);
    case IOCTL_DOT4TEST_PERIPHERAL_SENDS:
        return peripheral_sends(device, exchange, finished);
    case IOCTL_DOT4TEST_REFUSE_OPEN:
        return refuse_open(device, exchange);
    case IOCTL_DOT4TEST_SLEEP:
        return change_power(device, exchange, finished);
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

NTSTATUS dispatch_test_request(struct device *device, PIRP irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(irp);
    ULONG code = stack->Parameters.DeviceIoControl.IoControlCode;
    struct exchange exchange = {
        .buffer = irp->AssociatedIrp.SystemBuffer,
        .inputLength = stack->Parameters.DeviceIoControl.InputBufferLength,
        .outputLength = stack->Parameters.DeviceIoControl.OutputBufferLength,
    };
    LIST_ENTRY finished;
    KIRQL irql;

    if (code != IOCTL_DOT4TEST_COUNTERS)
        COUNT(device, testRequests);
    InitializeListHead(&finished);
    KeAcquireSpinLock(&device->lock, &irql);
    if (device->exclusiveHolder == handle_of(irp))
        device->exclusiveHolder = 0;
    NTSTATUS status =
        device->removed ? STATUS_DEVICE_NOT_CONNECTED : handle(device, code, &exchange, &finished);
    KeReleaseSpinLock(&device->lock, irql);
    complete_finished(device, &finished);
    complete_request(device, irp, status, exchange.information);
    return status;
}
