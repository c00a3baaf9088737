/*
 * pending.c: requests that wait. Each is on exactly one queue with a cancel routine set; whoever clears that routine
 * first (a cancel, or we, through take_pending) owns the request and completes it once. The pattern is Microsoft's
 * "Cancel-Safe IRP handling with driver-supplied spin locks" (docs: kernel/using-a-driver-supplied-spin-lock).
 */
#include "device.h"

#define FOREVER 0xFFFFFFFFu

ULONG64 now_ms(void)
{
    /* The tick count stands still between requests in Wine's kernel; the performance counter does not. */
    LARGE_INTEGER frequency;
    LARGE_INTEGER counter = KeQueryPerformanceCounter(&frequency);
    return (ULONG64)counter.QuadPart / ((ULONG64)frequency.QuadPart / 1000);
}

void init_pending(struct device *device)
{
    KeInitializeSpinLock(&device->lock);
    KeInitializeEvent(&device->deadlineWake, SynchronizationEvent, FALSE);
    for (int kind = 0; kind < PENDING_KINDS; kind++)
        InitializeListHead(&device->pending[kind]);
}

/* What a fault does to a request that was performed. */
static void apply_late_fault(PIRP irp, NTSTATUS *status, ULONG_PTR *information)
{
    const struct request_note *note = note_of(irp);
    if (note->faultKind == FAULT_SHORT_OUTPUT && NT_SUCCESS(*status) && *information > note->faultValue)
        *information = note->faultValue;
    if (note->faultKind == FAULT_LONG_OUTPUT && NT_SUCCESS(*status) && *information &&
        *information < note->faultValue)
        *information = note->faultValue;
    if (note->faultKind == FAULT_MISREPORT)
        *status = (NTSTATUS)note->faultValue;
}

void complete_request(struct device *device, PIRP irp, NTSTATUS status, ULONG_PTR information)
{
    if (is_dot4_request(IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.IoControlCode)) {
        apply_late_fault(irp, &status, &information);
        COUNT(device, answered);
        if (!NT_SUCCESS(status))
            COUNT(device, refused);
    }
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    IoReleaseRemoveLock(&device->removeLock, irp);
}

void finish_later(PIRP irp, NTSTATUS status, ULONG_PTR information, PLIST_ENTRY finished)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    InsertTailList(finished, &irp->Tail.Overlay.ListEntry);
}

void complete_finished(struct device *device, PLIST_ENTRY finished)
{
    while (!IsListEmpty(finished)) {
        PIRP irp = CONTAINING_RECORD(RemoveHeadList(finished), IRP, Tail.Overlay.ListEntry);
        complete_request(device, irp, irp->IoStatus.Status, irp->IoStatus.Information);
    }
}

static void unlink_pending(struct device *device, PIRP irp)
{
    RemoveEntryList(&irp->Tail.Overlay.ListEntry);
    COUNT_DOWN(device, pendingNow);
}

static VOID NTAPI cancel_routine(PDEVICE_OBJECT deviceObject, PIRP irp)
{
    struct device *device = deviceObject->DeviceExtension;
    KIRQL irql;

    IoReleaseCancelSpinLock(irp->CancelIrql);
    KeAcquireSpinLock(&device->lock, &irql);
    unlink_pending(device, irp);
    KeReleaseSpinLock(&device->lock, irql);
    COUNT(device, cancelled);
    complete_request(device, irp, STATUS_CANCELLED, 0);
}

/* By a fault, or by a personality that does not give WAIT_FOR_CHANNEL back. */
static BOOLEAN is_deaf(PIRP irp)
{
    return note_of(irp)->faultKind == FAULT_IGNORE_CANCEL;
}

/* Lock held. After this the request may be gone at any moment: the caller only returns STATUS_PENDING. */
void pend_request(struct device *device, PIRP irp, enum pending_kind kind, ULONG_PTR key, ULONG timeoutMs,
                  PLIST_ENTRY finished)
{
    note_of(irp)->key = key;
    note_of(irp)->deadlineMs = timeoutMs == NO_TIMEOUT || timeoutMs == FOREVER ? 0 : now_ms() + timeoutMs;
    IoMarkIrpPending(irp);
    InsertTailList(&device->pending[kind], &irp->Tail.Overlay.ListEntry);
    COUNT(device, pendedTotal);
    COUNT(device, pendingNow);
    if (note_of(irp)->deadlineMs)
        KeSetEvent(&device->deadlineWake, IO_NO_INCREMENT, FALSE);
    if (is_deaf(irp))
        return;
    IoSetCancelRoutine(irp, cancel_routine);
    if (irp->Cancel && IoSetCancelRoutine(irp, NULL)) {
        unlink_pending(device, irp);
        COUNT(device, cancelled);
        finish_later(irp, STATUS_CANCELLED, 0, finished);
    }
}

/* Lock held. FALSE: a cancel got there first, and takes the request off its queue itself. */
static BOOLEAN own_pending(struct device *device, PIRP irp)
{
    if (!is_deaf(irp) && !IoSetCancelRoutine(irp, NULL))
        return FALSE;
    unlink_pending(device, irp);
    return TRUE;
}

PIRP take_pending(struct device *device, enum pending_kind kind, BOOLEAN anyKey, ULONG_PTR key)
{
    PLIST_ENTRY queue = &device->pending[kind];
    for (PLIST_ENTRY entry = queue->Flink; entry != queue; entry = entry->Flink) {
        PIRP irp = CONTAINING_RECORD(entry, IRP, Tail.Overlay.ListEntry);
        if ((anyKey || note_of(irp)->key == key) && own_pending(device, irp))
            return irp;
    }
    return NULL;
}

void cancel_pending(struct device *device, enum pending_kind kind, BOOLEAN anyKey, ULONG_PTR key, NTSTATUS status,
                    PLIST_ENTRY finished)
{
    PIRP irp;
    while ((irp = take_pending(device, kind, anyKey, key)))
        finish_later(irp, status, 0, finished);
}

/* A closing handle takes its own requests along; Windows waits for them. */
void cancel_pending_of_file(struct device *device, PFILE_OBJECT file)
{
    LIST_ENTRY finished;
    KIRQL irql;

    InitializeListHead(&finished);
    KeAcquireSpinLock(&device->lock, &irql);
    for (int kind = 0; kind < PENDING_KINDS; kind++) {
        PLIST_ENTRY entry = device->pending[kind].Flink;
        while (entry != &device->pending[kind]) {
            PIRP irp = CONTAINING_RECORD(entry, IRP, Tail.Overlay.ListEntry);
            entry = entry->Flink;
            if (IoGetCurrentIrpStackLocation(irp)->FileObject == file && own_pending(device, irp)) {
                COUNT(device, cancelled);
                finish_later(irp, STATUS_CANCELLED, 0, &finished);
            }
        }
    }
    KeReleaseSpinLock(&device->lock, irql);
    complete_finished(device, &finished);
}

/* Lock held. What faults held back ends: with this status, or, when only the faults are over, as SET_FAULT says. */
void release_parked(struct device *device, NTSTATUS because, PLIST_ENTRY finished)
{
    PIRP irp;
    while ((irp = take_pending(device, PENDING_PARKED, TRUE, 0))) {
        NTSTATUS status = because ? because : STATUS_CANCELLED;
        if (!because && note_of(irp)->faultKind == FAULT_IGNORE_CANCEL)
            status = (NTSTATUS)note_of(irp)->faultValue;
        finish_later(irp, status, 0, finished);
    }
}

/* Lock held. Everything that waits ends with this status. */
void end_pending(struct device *device, NTSTATUS because, PLIST_ENTRY finished)
{
    release_parked(device, because, finished);
    for (int kind = 0; kind < PENDING_KINDS; kind++)
        cancel_pending(device, kind, TRUE, 0, because, finished);
}

/* Lock held. Requests past their deadline go to a list; answers the earliest deadline still to come, or 0. */
static ULONG64 take_due(struct device *device, enum pending_kind kind, ULONG64 now, PLIST_ENTRY due)
{
    ULONG64 earliest = 0;
    PLIST_ENTRY entry = device->pending[kind].Flink;
    while (entry != &device->pending[kind]) {
        PIRP irp = CONTAINING_RECORD(entry, IRP, Tail.Overlay.ListEntry);
        entry = entry->Flink;
        ULONG64 deadline = note_of(irp)->deadlineMs;
        if (!deadline)
            continue;
        if (deadline > now)
            earliest = earliest && earliest < deadline ? earliest : deadline;
        else if (own_pending(device, irp))
            InsertTailList(due, &irp->Tail.Overlay.ListEntry);
    }
    return earliest;
}

/*
 * A thread, not a KTIMER with a DPC. Under Wine 8 such a DPC does run, but setting the timer again from it never
 * returns, and KeCancelTimer answers TRUE for a timer that has already fired, so nobody can tell whether the DPC may
 * still touch the device (both measured, see README.md). A thread can be joined before the device goes.
 */
static VOID NTAPI deadline_thread(PVOID context)
{
    struct device *device = context;

    for (;;) {
        LIST_ENTRY late, delayed;
        KIRQL irql;

        InitializeListHead(&late);
        InitializeListHead(&delayed);
        ULONG64 now = now_ms();
        KeAcquireSpinLock(&device->lock, &irql);
        BOOLEAN stop = device->deadlineStop;
        ULONG64 read = take_due(device, PENDING_READ, now, &late);
        ULONG64 parked = take_due(device, PENDING_PARKED, now, &delayed);
        KeReleaseSpinLock(&device->lock, irql);
        if (stop)
            break;

        while (!IsListEmpty(&late)) {
            PIRP irp = CONTAINING_RECORD(RemoveHeadList(&late), IRP, Tail.Overlay.ListEntry);
            COUNT(device, timedOut);
            complete_request(device, irp, STATUS_IO_TIMEOUT, 0);
        }
        while (!IsListEmpty(&delayed)) {
            PIRP irp = CONTAINING_RECORD(RemoveHeadList(&delayed), IRP, Tail.Overlay.ListEntry);
            note_of(irp)->faultKind = 0;
            perform_request(device, irp);
        }

        ULONG64 next = read && parked ? (read < parked ? read : parked) : read | parked;
        LARGE_INTEGER wait;
        wait.QuadPart = next > now ? -(LONGLONG)(next - now) * 10000 : 0;
        KeWaitForSingleObject(&device->deadlineWake, Executive, KernelMode, FALSE, next ? &wait : NULL);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS start_deadlines(struct device *device)
{
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    return PsCreateSystemThread(&device->deadlineThread, THREAD_ALL_ACCESS, &attributes, NULL, NULL, deadline_thread,
                                device);
}

void stop_deadlines(struct device *device)
{
    KIRQL irql;
    if (!device->deadlineThread)
        return;
    KeAcquireSpinLock(&device->lock, &irql);
    device->deadlineStop = TRUE;
    KeReleaseSpinLock(&device->lock, irql);
    KeSetEvent(&device->deadlineWake, IO_NO_INCREMENT, FALSE);
    ZwWaitForSingleObject(device->deadlineThread, FALSE, NULL);
    ZwClose(device->deadlineThread);
    device->deadlineThread = NULL;
}
