/*
 * dot4test.h: what the test driver answers beside the ten DOT4 requests, shared by the driver, the programs in
 * programs/ and (by the offsets below) TypeScript. Include after ddk/d4iface.h and ddk/d4drvif.h.
 *
 * All fields are little-endian and naturally aligned; there is no hidden padding. Every request is METHOD_BUFFERED
 * and FILE_ANY_ACCESS on FILE_DEVICE_DOT4, functions 0xE00 and up: far above the DOT4 range 0x801-0x80A.
 *
 * | request          | code       | in                          | out                                  |
 * |------------------|------------|-----------------------------|--------------------------------------|
 * | COUNTERS         | 0x003A3800 | -                           | DOT4TEST_COUNTERS 128                |
 * | RESET            | 0x003A3804 | - (all) or ULONG flags 4    | -                                    |
 * | SET_FAULT        | 0x003A3808 | DOT4TEST_FAULT 20           | -                                    |
 * | SET_PERSONALITY  | 0x003A380C | DOT4TEST_PERSONALITY 8-64   | -                                    |
 * | EMIT_ACTIVITY    | 0x003A3810 | DOT4_ACTIVITY 12            | - or ULONG 4: waiters answered       |
 * | PERIPHERAL_OPENS | 0x003A3814 | ULONG host socket 4         | - or ULONG 4: the channel handle     |
 * | NOP              | 0x003A3818 | -                           | -                                    |
 * | LIST_SOCKETS     | 0x003A381C | -                           | ULONG count, then 72 bytes each      |
 * | PERIPHERAL_SENDS | 0x003A3820 | ULONG channel handle, data  | -                                    |
 * | REFUSE_OPEN      | 0x003A3824 | ULONG NTSTATUS 4; 0: allow  | -                                    |
 * | SLEEP            | 0x003A3828 | ULONG 4: 1 sleep, 0 resume  | -                                    |
 *
 * Refusals: a short buffer STATUS_BUFFER_TOO_SMALL; a field that is not listed here STATUS_INVALID_PARAMETER; no
 * waiter for PERIPHERAL_OPENS, or no such socket, STATUS_NOT_FOUND; an unknown channel STATUS_INVALID_HANDLE.
 */
#ifndef DOT4TEST_H
#define DOT4TEST_H

#define DOT4TEST_REQUEST(n) CTL_CODE(FILE_DEVICE_DOT4, 0xE00 + (n), METHOD_BUFFERED, FILE_ANY_ACCESS)

#define IOCTL_DOT4TEST_COUNTERS DOT4TEST_REQUEST(0)
#define IOCTL_DOT4TEST_RESET DOT4TEST_REQUEST(1)
#define IOCTL_DOT4TEST_SET_FAULT DOT4TEST_REQUEST(2)
#define IOCTL_DOT4TEST_SET_PERSONALITY DOT4TEST_REQUEST(3)
#define IOCTL_DOT4TEST_EMIT_ACTIVITY DOT4TEST_REQUEST(4)
#define IOCTL_DOT4TEST_PERIPHERAL_OPENS DOT4TEST_REQUEST(5)
#define IOCTL_DOT4TEST_NOP DOT4TEST_REQUEST(6)
#define IOCTL_DOT4TEST_LIST_SOCKETS DOT4TEST_REQUEST(7)
#define IOCTL_DOT4TEST_PERIPHERAL_SENDS DOT4TEST_REQUEST(8)
#define IOCTL_DOT4TEST_REFUSE_OPEN DOT4TEST_REQUEST(9)
#define IOCTL_DOT4TEST_SLEEP DOT4TEST_REQUEST(10)

/* {b1f1a3c2-1284-4d04-8e6b-5d0742d07e57}: interface of every test device. */
#define DOT4TEST_INTERFACE_GUID {0xb1f1a3c2, 0x1284, 0x4d04, {0x8e, 0x6b, 0x5d, 0x07, 0x42, 0xd0, 0x7e, 0x57}}

#define DOT4TEST_REQUEST_KINDS 10

/* Counts since the device started, or since RESET with DOT4TEST_RESET_COUNTERS. Only the DOT4 requests count as
   requests; received[] total = answered + pendingNow whenever no request is being looked at this moment. */
typedef struct _DOT4TEST_COUNTERS {
    ULONG size;                             /*   0: 128 */
    ULONG creates;                          /*   4: IRP_MJ_CREATE */
    ULONG closes;                           /*   8: IRP_MJ_CLOSE */
    ULONG cleanups;                         /*  12: IRP_MJ_CLEANUP; Wine never sends it */
    ULONG received[DOT4TEST_REQUEST_KINDS]; /*  16: by function: [0] OPEN_CHANNEL ... [9] DESTROY_SOCKET */
    ULONG answered;                         /*  56: DOT4 requests completed, whatever the status */
    ULONG refused;                          /*  60: of these, with an error or a warning */
    ULONG pendedTotal;                      /*  64 */
    ULONG pendingNow;                       /*  68: now, not since RESET */
    ULONG cancelled;                        /*  72: ended by cancelling the request or closing its handle */
    ULONG timedOut;                         /*  76 */
    ULONG faultsApplied;                    /*  80 */
    ULONG socketsCreated;                   /*  84 */
    ULONG socketsDestroyed;                 /*  88: by DESTROY_SOCKET */
    ULONG socketsNow;                       /*  92: now, not since RESET */
    ULONG channelsOpened;                   /*  96 */
    ULONG channelsClosed;                   /* 100: by CLOSE_CHANNEL or with their socket */
    ULONG channelsNow;                      /* 104: now, not since RESET */
    ULONG activitiesRaised;                 /* 108: with or without anybody waiting */
    ULONG activitiesAnswered;               /* 112: WAIT_ACTIVITY_BROADCAST completed by one */
    ULONG bytesWritten;                     /* 116 */
    ULONG bytesRead;                        /* 120 */
    ULONG testRequests;                     /* 124: requests of this header, but for COUNTERS itself */
} DOT4TEST_COUNTERS;

/* RESET: nothing given means all four. Requests that pend end with STATUS_CANCELLED, parked ones as SET_FAULT says.
   The faults include REFUSE_OPEN and SLEEP: opens are allowed, the device is awake and every handle is good again. */
#define DOT4TEST_RESET_SOCKETS 1u
#define DOT4TEST_RESET_FAULTS 2u
#define DOT4TEST_RESET_PERSONALITY 4u
#define DOT4TEST_RESET_COUNTERS 8u
#define DOT4TEST_RESET_ALL 15u

typedef enum _DOT4TEST_FAULT_KIND {
    FAULT_REFUSE = 1,        /* not performed; completes with status */
    FAULT_SHORT_OUTPUT = 2,  /* performed; a success reports arg bytes of output at most */
    FAULT_HANG = 3,          /* not performed; pends until cancelled (STATUS_CANCELLED), reset or removed */
    FAULT_IGNORE_CANCEL = 4, /* not performed; pends, deaf to cancelling; RESET_FAULTS ends it with status */
    FAULT_DELAY = 5,         /* pends arg ms (can be cancelled meanwhile), then is performed */
    FAULT_BLOCK = 6,         /* the dispatch routine itself sleeps arg ms, then the request is performed */
    FAULT_MISREPORT = 7,     /* performed; whatever the outcome, completes with status */
    FAULT_LONG_OUTPUT = 8,   /* performed; a success with output reports arg bytes of it at least */
} DOT4TEST_FAULT_KIND;

/* One fault for each control code: a second one replaces the first; kind 0 takes it back. */
typedef struct _DOT4TEST_FAULT {
    ULONG controlCode; /*  0: one of the ten */
    ULONG kind;        /*  4: DOT4TEST_FAULT_KIND */
    ULONG status;      /*  8: NTSTATUS */
    ULONG arg;         /* 12: bytes or ms */
    ULONG count;       /* 16: how many requests it strikes; 0: every one until RESET */
} DOT4TEST_FAULT;

#define DESTROY_TAKES_CHANNELS_DOWN 0u
#define DESTROY_IS_BUSY 1u
#define SHARING_ALL 0u
#define SHARING_PROCESS 1u
#define SHARING_HANDLE 2u
#define WAIT_WORKS 0u
#define WAIT_MISSING 1u
#define WAIT_NOT_CANCELLABLE 2u

/* May grow at its end: size tells how much the caller knows, the rest stays 0, the reference model. */
typedef struct _DOT4TEST_PERSONALITY {
    ULONG size;                   /*  0: 8 to 64 */
    ULONG destroyWithOpenChannel; /*  4: DESTROY_TAKES_CHANNELS_DOWN or DESTROY_IS_BUSY */
    ULONG sharing;                /*  8: who may use a socket, SHARING_*; others get STATUS_ACCESS_DENIED */
    ULONG creatorFrees;           /* 12: 1: the sockets of a handle go when it closes */
    ULONG waitForChannel;         /* 16: WAIT_*; missing: STATUS_INVALID_DEVICE_REQUEST */
    ULONG exclusiveOpen;          /* 20: 1: a second open is STATUS_SHARING_VIOLATION; a handle that sent a request of
                                         this header does not count */
    ULONG userModeRefused;        /* 24: 1: STATUS_INVALID_DEVICE_REQUEST to all ten */
    ULONG destroyWantsOutput;     /* 28: 1: DESTROY_SOCKET needs 1 byte of output */
    ULONG handleWantsCommand;     /* 32: 1: CLOSE_CHANNEL, ADD_, REMOVE_ACTIVITY_BROADCAST need a DOT4_DRIVER_CMD */
    ULONG unknownIsParameter;     /* 36: 1: no such socket is STATUS_INVALID_PARAMETER, not STATUS_NOT_FOUND */
    ULONG sleepEndsLinks;         /* 40: 1: sleep takes sockets along, and handles opened before it answer
                                         STATUS_DEVICE_NOT_CONNECTED ever after */
    ULONG successToAll;           /* 44: 1: STATUS_SUCCESS where the request was refused; its output stays as it was */
    ULONG reserved[4];            /* 48: must be 0 */
} DOT4TEST_PERSONALITY;

/* One socket the driver really holds. LIST_SOCKETS gives as many as fit and the true count before them. */
typedef struct _DOT4TEST_SOCKET {
    UCHAR hostSocket;       /*  0 */
    UCHAR peripheralSocket; /*  1 */
    UCHAR type;             /*  2: 1 stream, 2 packet */
    UCHAR reserved;         /*  3 */
    ULONG serial;           /*  4: rises with every CREATE_SOCKET on the device */
    ULONG creatorPid;       /*  8: Windows process id */
    ULONG channels;         /* 12: open on this socket */
    ULONG channelHandle;    /* 16: the first of them, else 0 */
    ULONG bufferSize;       /* 20 */
    USHORT maxToPeripheral; /* 24 */
    USHORT maxToHost;       /* 26 */
    CHAR service[44];       /* 28: NUL-terminated */
} DOT4TEST_SOCKET;

typedef struct _DOT4TEST_SOCKET_LIST {
    ULONG count;                 /* 0 */
    DOT4TEST_SOCKET sockets[]; /* 4 */
} DOT4TEST_SOCKET_LIST;

#endif
