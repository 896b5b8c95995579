package dev.carewire.rest;

import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.InvoiceStatus;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabStatus;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskStatus;
import dev.carewire.event.VisitStatus;
import dev.carewire.http.WireNames;
import java.util.EnumSet;
import java.util.Map;

/**
 * The names that REST clients use for enum constants: the constants' own names, and the synonyms of the clinic front
 * end.
 */
final class EnumNames {

    /** The clinic front end shows all states from confirmation to the end of an appointment as confirmed. */
    static final WireNames<AppointmentStatus> APPOINTMENT_STATUS = WireNames.of(
            AppointmentStatus.class,
            Map.of(
                    "confirmed",
                    EnumSet.of(
                            AppointmentStatus.CONFIRMED,
                            AppointmentStatus.CHECKED_IN,
                            AppointmentStatus.IN_ROOM,
                            AppointmentStatus.WITH_PROVIDER,
                            AppointmentStatus.CHECKOUT)));

    static final WireNames<NotificationPriority> NOTIFICATION_PRIORITY = WireNames.of(NotificationPriority.class);

    static final WireNames<QueueKind> QUEUE_KIND = WireNames.of(QueueKind.class);

    static final WireNames<QueueStatus> QUEUE_STATUS =
            WireNames.of(QueueStatus.class, Map.of("called", EnumSet.of(QueueStatus.IN_PROGRESS)));

    /** A closed visit is both completed and signed for the clinic front end. */
    static final WireNames<VisitStatus> VISIT_STATUS = WireNames.of(
            VisitStatus.class,
            Map.of(
                    "in-progress",
                    EnumSet.of(VisitStatus.OPEN),
                    "completed",
                    EnumSet.of(VisitStatus.CLOSED),
                    "signed",
                    EnumSet.of(VisitStatus.CLOSED)));

    static final WireNames<PrescriptionStatus> PRESCRIPTION_STATUS = WireNames.of(PrescriptionStatus.class);

    static final WireNames<InvoiceStatus> INVOICE_STATUS = WireNames.of(InvoiceStatus.class);

    static final WireNames<TaskStatus> TASK_STATUS = WireNames.of(TaskStatus.class);

    static final WireNames<TaskPriority> TASK_PRIORITY = WireNames.of(TaskPriority.class);

    static final WireNames<LabStatus> LAB_STATUS = WireNames.of(LabStatus.class);

    static final WireNames<LabFlag> LAB_FLAG = WireNames.of(LabFlag.class);

    private EnumNames() {}
}
