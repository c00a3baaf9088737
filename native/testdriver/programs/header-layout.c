/*
 * header-layout.c: the numbers of the public headers, for comparing with ../../wire. It is compiled to assembler text
 * and never run: each line NUMBER leaves "@@ name value" in the text, with the value the compiler found. So the check
 * needs a compiler and no Windows. The idea is that of asm-offsets.c in the Linux kernel.
 */
#include <windows.h>
#include <winioctl.h>
#include <stddef.h>
#include <ddk/d4iface.h>
#include <ddk/d4drvif.h>

#define NUMBER(name, value) __asm__ volatile("\n@@ " name " %c0" ::"i"((long long)(value)))
#define REQUEST(name) NUMBER("request " #name, IOCTL_DOT4_##name)
#define CONSTANT(name) NUMBER("constant " #name, name)
#define STRUCT(type) NUMBER("struct " #type, sizeof(type))
#define FIELD(type, field)                                                                                             \
    NUMBER("offset " #type "." #field, offsetof(type, field));                                                         \
    NUMBER("size " #type "." #field, sizeof(((type *)0)->field))

void header_layout(void)
{
    REQUEST(OPEN_CHANNEL);
    REQUEST(CLOSE_CHANNEL);
    REQUEST(READ);
    REQUEST(WRITE);
    REQUEST(ADD_ACTIVITY_BROADCAST);
    REQUEST(REMOVE_ACTIVITY_BROADCAST);
    REQUEST(WAIT_ACTIVITY_BROADCAST);
    REQUEST(CREATE_SOCKET);
    REQUEST(WAIT_FOR_CHANNEL);
    REQUEST(DESTROY_SOCKET);

    STRUCT(CHANNEL_HANDLE);
    STRUCT(DOT4_DC_CREATE_DATA);
    FIELD(DOT4_DC_CREATE_DATA, bPsid);
    FIELD(DOT4_DC_CREATE_DATA, pServiceName);
    FIELD(DOT4_DC_CREATE_DATA, bType);
    FIELD(DOT4_DC_CREATE_DATA, ulBufferSize);
    FIELD(DOT4_DC_CREATE_DATA, usMaxHtoPPacketSize);
    FIELD(DOT4_DC_CREATE_DATA, usMaxPtoHPacketSize);
    FIELD(DOT4_DC_CREATE_DATA, bHsid);
    STRUCT(DOT4_DC_DESTROY_DATA);
    FIELD(DOT4_DC_DESTROY_DATA, bHsid);
    STRUCT(DOT4_DC_OPEN_DATA);
    FIELD(DOT4_DC_OPEN_DATA, bHsid);
    FIELD(DOT4_DC_OPEN_DATA, fAddActivity);
    FIELD(DOT4_DC_OPEN_DATA, hChannelHandle);
    STRUCT(DOT4_DRIVER_CMD);
    FIELD(DOT4_DRIVER_CMD, hChannelHandle);
    FIELD(DOT4_DRIVER_CMD, ulSize);
    FIELD(DOT4_DRIVER_CMD, ulOffset);
    FIELD(DOT4_DRIVER_CMD, ulTimeout);
    STRUCT(DOT4_ACTIVITY);
    FIELD(DOT4_ACTIVITY, ulMessage);
    FIELD(DOT4_ACTIVITY, ulByteCount);
    FIELD(DOT4_ACTIVITY, hChannel);

    CONSTANT(FILE_DEVICE_DOT4);
    CONSTANT(IOCTL_DOT4_USER_BASE);
    CONSTANT(IOCTL_DOT4_LAST);
    CONSTANT(MAX_SERVICE_LENGTH);
    CONSTANT(DOT4_MAX_CHANNELS);
    CONSTANT(NO_TIMEOUT);
    CONSTANT(STREAM_TYPE_CHANNEL);
    CONSTANT(PACKET_TYPE_CHANNEL);

    CONSTANT(DOT4_STREAM_RECEIVED);
    CONSTANT(DOT4_STREAM_CREDITS);
    CONSTANT(DOT4_MESSAGE_RECEIVED);
    CONSTANT(DOT4_DISCONNECT);
    CONSTANT(DOT4_CHANNEL_CLOSED);

    CONSTANT(DOT4_CHANNEL);
    CONSTANT(HP_MESSAGE_PROCESSOR);
    CONSTANT(PRINTER_CHANNEL);
    CONSTANT(SCANNER_CHANNEL);
    CONSTANT(MIO_COMMAND_PROCESSOR);
    CONSTANT(ECHO_CHANNEL);
    CONSTANT(FAX_SEND_CHANNEL);
    CONSTANT(FAX_RECV_CHANNEL);
    CONSTANT(DIAGNOSTIC_CHANNEL);
    CONSTANT(HP_RESERVED);
    CONSTANT(IMAGE_DOWNLOAD);
    CONSTANT(HOST_DATASTORE_UPLOAD);
    CONSTANT(HOST_DATASTORE_DOWNLOAD);
    CONSTANT(CONFIG_UPLOAD);
    CONSTANT(CONFIG_DOWNLOAD);
}
