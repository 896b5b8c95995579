package dev.carewire.record;

/** The kinds of rows that the server deletes some time after their last change. Other tables have rules of their own. */
public enum ExpiringKind {
    /** Those whose end is past, in any state. */
    APPOINTMENTS,
    /** Closed and canceled ones. */
    VISITS,
    /** Entries of patients who are no longer in the queue. */
    QUEUE,
    /** All but pending ones. */
    PRESCRIPTIONS,
    /** All but those with an unpaid amount, with their payments. */
    INVOICES,
    /** Completed and canceled ones. */
    TASKS,
    /** Reviewed and canceled ones. */
    LAB_RESULTS,
    /** With their attachments and earlier texts; a thread ends with its last message. */
    MESSAGES,
    /** The texts that edited messages had before. */
    MESSAGE_REVISIONS,
    /** Those whose last day is past. */
    MEDICATION_REMINDERS
}
