/* device.h: the state of one test device, all of it in the device extension, and who in this driver does what. */
#ifndef DEVICE_H
#define DEVICE_H

#include <ntifs.h> /* ntddk.h and ZwWaitForSingleObject */
#include <ddk/d4iface.h>
#include <ddk/d4drvif.h>
#include "dot4test.h"

#define POOL_TAG 0x54344444 /* "DD4T" */
#define MAX_SOCKETS 256
#define MAX_INBOUND (1024 * 1024)

struct socket {
    BOOLEAN exists;
    ULONG_PTR creator; /* of the handle that made it: handle_of() */
    DOT4TEST_SOCKET info;
};

struct channel {
    CHANNEL_HANDLE handle; /* 0: free slot */
    UCHAR hostSocket;
    UCHAR peripheralSocket;
    BOOLEAN broadcast;
    PUCHAR inbound; /* data from the peripheral that no READ has fetched yet */
    ULONG inboundLength;
    ULONG inboundRoom;
};

struct model {
    struct socket sockets[MAX_SOCKETS]; /* by host socket id; 0 is the transaction channel and never used */
    struct channel channels[DOT4_MAX_CHANNELS];
    ULONG lastSerial;
    CHANNEL_HANDLE lastHandle;
};

enum pending_kind {
    PENDING_READ,     /* key: channel handle */
    PENDING_CHANNEL,  /* WAIT_FOR_CHANNEL; key: host socket */
    PENDING_ACTIVITY, /* WAIT_ACTIVITY_BROADCAST */
    PENDING_PARKED,   /* held back by a fault */
    PENDING_KINDS
};

struct device {
    PDEVICE_OBJECT self;
    PDEVICE_OBJECT lower;
    UNICODE_STRING interfaceName;
    IO_REMOVE_LOCK removeLock; /* held by every request until it is completed */

    KSPIN_LOCK lock; /* everything below but the counters, which are changed with Interlocked* */
    BOOLEAN removed;
    ULONG_PTR exclusiveHolder; /* handle_of() the one that counts while the personality is exclusive; 0: none */
    NTSTATUS openRefusal;      /* answered to every open, when not 0 */
    BOOLEAN asleep;
    ULONG_PTR lastDead; /* handles up to this one were opened before a sleep that ended them; 0: none */
    struct model model;
    LIST_ENTRY pending[PENDING_KINDS];
    DOT4TEST_FAULT faults[DOT4TEST_REQUEST_KINDS]; /* by function */
    DOT4TEST_PERSONALITY personality;

    LONG lastOpen; /* changed with Interlocked* */
    HANDLE deadlineThread;
    KEVENT deadlineWake;
    BOOLEAN deadlineStop;

    DOT4TEST_COUNTERS counters;
};

/* What the driver remembers of a request lives in the request: Tail.Overlay.DriverContext is ours while we hold it.
   So making a request wait allocates nothing and cannot fail. */
struct request_note {
    ULONG_PTR key;
    ULONG64 deadlineMs; /* in now_ms(); 0: none */
    ULONG_PTR pid;
    ULONG faultKind; /* DOT4TEST_FAULT_KIND or 0 */
    ULONG faultValue; /* its status, or its arg for FAULT_SHORT_OUTPUT and FAULT_LONG_OUTPUT */
};
C_ASSERT(sizeof(struct request_note) == sizeof(((IRP *)0)->Tail.Overlay.DriverContext));

static inline struct request_note *note_of(PIRP irp)
{
    return (struct request_note *)irp->Tail.Overlay.DriverContext;
}

/* Handles are told apart by the number of their open: a file object's address may be used again. */
static inline ULONG_PTR handle_of(PIRP irp)
{
    PFILE_OBJECT file = IoGetCurrentIrpStackLocation(irp)->FileObject;
    return file ? (ULONG_PTR)file->FsContext : 0;
}

#define COUNT(device, counter) InterlockedIncrement((LONG volatile *)&(device)->counters.counter)
#define COUNT_DOWN(device, counter) InterlockedDecrement((LONG volatile *)&(device)->counters.counter)
#define COUNT_BY(device, counter, n) InterlockedExchangeAdd((LONG volatile *)&(device)->counters.counter, (LONG)(n))

/* A request that can be answered is put on a list of finished ones while the lock is held, and completed after it is
   released: completing calls back into whoever sent it. */

/* requests.c: the ten requests. */
BOOLEAN is_dot4_request(ULONG code);
ULONG request_index(ULONG code);
NTSTATUS dispatch_dot4_request(struct device *device, PIRP irp);
NTSTATUS perform_request(struct device *device, PIRP irp);
void deliver_inbound(struct device *device, struct channel *channel, PLIST_ENTRY finished);
void raise_activity(struct device *device, struct channel *channel, ULONG message, ULONG byteCount,
                    PLIST_ENTRY finished);
ULONG answer_activity_waiters(struct device *device, const DOT4_ACTIVITY *activity, PLIST_ENTRY finished);
void drop_channel(struct device *device, struct channel *channel, PLIST_ENTRY finished);
void drop_socket(struct device *device, UCHAR hostSocket, PLIST_ENTRY finished);

/* model.c: sockets and channels; no IRPs. Lock held. */
NTSTATUS create_socket(struct model *model, DOT4_DC_CREATE_DATA *data, ULONG pid, ULONG_PTR creator);
BOOLEAN socket_exists(const struct model *model, ULONG hostSocket);
NTSTATUS open_channel(struct model *model, UCHAR hostSocket, BOOLEAN broadcast, BOOLEAN byPeripheral,
                      CHANNEL_HANDLE *handle);
struct channel *find_channel(struct model *model, CHANNEL_HANDLE handle);
struct channel *channel_of_socket(struct model *model, UCHAR hostSocket);
NTSTATUS append_inbound(struct channel *channel, const void *data, ULONG length);
ULONG take_inbound(struct channel *channel, void *target, ULONG room);
void forget_channel(struct channel *channel);

/* pending.c: cancel-safe queues, deadlines, and the one place that completes a request. */
void init_pending(struct device *device);
NTSTATUS start_deadlines(struct device *device);
void stop_deadlines(struct device *device);
ULONG64 now_ms(void);
void pend_request(struct device *device, PIRP irp, enum pending_kind kind, ULONG_PTR key, ULONG timeoutMs,
                  PLIST_ENTRY finished);
PIRP take_pending(struct device *device, enum pending_kind kind, BOOLEAN anyKey, ULONG_PTR key);
void cancel_pending(struct device *device, enum pending_kind kind, BOOLEAN anyKey, ULONG_PTR key, NTSTATUS status,
                    PLIST_ENTRY finished);
void cancel_pending_of_file(struct device *device, PFILE_OBJECT file);
void release_parked(struct device *device, NTSTATUS because, PLIST_ENTRY finished);
void end_pending(struct device *device, NTSTATUS because, PLIST_ENTRY finished);
void finish_later(PIRP irp, NTSTATUS status, ULONG_PTR information, PLIST_ENTRY finished);
void complete_finished(struct device *device, PLIST_ENTRY finished);
void complete_request(struct device *device, PIRP irp, NTSTATUS status, ULONG_PTR information);

/* testcontrol.c: the requests of dot4test.h. */
NTSTATUS dispatch_test_request(struct device *device, PIRP irp);

#endif
