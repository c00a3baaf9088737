/* model.c: sockets and channels of one device, by the reference model in ../README.md. */
#include <string.h>
#include "device.h"

/* Service names of HPLIP on the socket ids of d4iface.h. */
static const struct {
    UCHAR id;
    const char *name;
} services[] = {
    {HP_MESSAGE_PROCESSOR, "HP-MESSAGE"},
    {PRINTER_CHANNEL, "PRINT"},
    {SCANNER_CHANNEL, "HP-SCAN"},
    {ECHO_CHANNEL, "ECHO"},
    {FAX_SEND_CHANNEL, "HP-FAX-SEND"},
    {FAX_RECV_CHANNEL, "HP-FAX-RECEIVE"},
    {CONFIG_UPLOAD, "HP-CONFIGURATION-UPLOAD"},
    {CONFIG_DOWNLOAD, "HP-CONFIGURATION-DOWNLOAD"},
};

static int find_service(const DOT4_DC_CREATE_DATA *data)
{
    for (int i = 0; i < (int)ARRAYSIZE(services); i++)
        if (data->pServiceName[0] ? !strcmp(data->pServiceName, services[i].name) : data->bPsid == services[i].id)
            return i;
    return -1;
}

NTSTATUS create_socket(struct model *model, DOT4_DC_CREATE_DATA *data, ULONG pid, ULONG_PTR creator)
{
    if (data->bType != STREAM_TYPE_CHANNEL && data->bType != PACKET_TYPE_CHANNEL)
        return STATUS_INVALID_PARAMETER;
    if (!memchr(data->pServiceName, 0, sizeof data->pServiceName))
        return STATUS_INVALID_PARAMETER;
    int service = find_service(data);
    if (service < 0)
        return STATUS_OBJECT_NAME_NOT_FOUND;

    int id = services[service].id;
    if (model->sockets[id].exists)
        for (id = 1; id < MAX_SOCKETS && model->sockets[id].exists; id++)
            ;
    if (id == MAX_SOCKETS)
        return STATUS_INSUFFICIENT_RESOURCES;

    data->bPsid = services[service].id;
    data->bHsid = (UCHAR)id;
    struct socket *socket = &model->sockets[id];
    memset(socket, 0, sizeof *socket);
    socket->exists = TRUE;
    socket->creator = creator;
    socket->info.hostSocket = data->bHsid;
    socket->info.peripheralSocket = data->bPsid;
    socket->info.type = data->bType;
    socket->info.serial = ++model->lastSerial;
    socket->info.creatorPid = pid;
    socket->info.bufferSize = data->ulBufferSize;
    socket->info.maxToPeripheral = data->usMaxHtoPPacketSize;
    socket->info.maxToHost = data->usMaxPtoHPacketSize;
    strcpy(socket->info.service, services[service].name);
    return STATUS_SUCCESS;
}

BOOLEAN socket_exists(const struct model *model, ULONG hostSocket)
{
    return hostSocket && hostSocket < MAX_SOCKETS && model->sockets[hostSocket].exists;
}

NTSTATUS open_channel(struct model *model, UCHAR hostSocket, BOOLEAN broadcast, BOOLEAN byPeripheral,
                      CHANNEL_HANDLE *handle)
{
    if (!socket_exists(model, hostSocket))
        return STATUS_NOT_FOUND;

    UCHAR peripheralSocket = model->sockets[hostSocket].info.peripheralSocket;
    struct channel *slot = NULL;
    for (int i = 0; i < DOT4_MAX_CHANNELS; i++) {
        struct channel *channel = &model->channels[i];
        if (!channel->handle)
            slot = slot ? slot : channel;
        else if (!byPeripheral && channel->peripheralSocket == peripheralSocket)
            return STATUS_DEVICE_BUSY;
    }
    if (!slot)
        return STATUS_INSUFFICIENT_RESOURCES;

    memset(slot, 0, sizeof *slot);
    slot->handle = *handle = ++model->lastHandle;
    slot->hostSocket = hostSocket;
    slot->peripheralSocket = peripheralSocket;
    slot->broadcast = broadcast;
    return STATUS_SUCCESS;
}

struct channel *find_channel(struct model *model, CHANNEL_HANDLE handle)
{
    for (int i = 0; handle && i < DOT4_MAX_CHANNELS; i++)
        if (model->channels[i].handle == handle)
            return &model->channels[i];
    return NULL;
}

struct channel *channel_of_socket(struct model *model, UCHAR hostSocket)
{
    for (int i = 0; i < DOT4_MAX_CHANNELS; i++)
        if (model->channels[i].handle && model->channels[i].hostSocket == hostSocket)
            return &model->channels[i];
    return NULL;
}

/* All or nothing, so that a WRITE never reports a part. */
NTSTATUS append_inbound(struct channel *channel, const void *data, ULONG length)
{
    if (length > MAX_INBOUND - channel->inboundLength)
        return STATUS_INSUFFICIENT_RESOURCES;
    ULONG need = channel->inboundLength + length;
    if (need > channel->inboundRoom) {
        ULONG room = need < 4096 ? 4096 : need > MAX_INBOUND / 2 ? MAX_INBOUND : 2 * need;
        PUCHAR larger = ExAllocatePoolWithTag(NonPagedPool, room, POOL_TAG);
        if (!larger)
            return STATUS_INSUFFICIENT_RESOURCES;
        if (channel->inbound) {
            memcpy(larger, channel->inbound, channel->inboundLength);
            ExFreePool(channel->inbound);
        }
        channel->inbound = larger;
        channel->inboundRoom = room;
    }
    if (length)
        memcpy(channel->inbound + channel->inboundLength, data, length);
    channel->inboundLength = need;
    return STATUS_SUCCESS;
}

ULONG take_inbound(struct channel *channel, void *target, ULONG room)
{
    ULONG taken = room < channel->inboundLength ? room : channel->inboundLength;
    if (taken) {
        memcpy(target, channel->inbound, taken);
        channel->inboundLength -= taken;
        memmove(channel->inbound, channel->inbound + taken, channel->inboundLength);
    }
    return taken;
}

void forget_channel(struct channel *channel)
{
    if (channel->inbound)
        ExFreePool(channel->inbound);
    memset(channel, 0, sizeof *channel);
}
