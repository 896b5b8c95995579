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
import dev.carewire.http.Words;
import java.util.EnumSet;
import java.util.Map;

/** The names that REST clients use for the cases of each enum in a record. */
final class EnumNames {

    /** The clinic front end has no words for what lies between arrival and the end: it shows all that as confirmed. */
    static final Words<AppointmentStatus> APPOINTMENT_STATUS = Words.of(
            AppointmentStatus.class,
            Map.of(
                    "confirmed",
                    EnumSet.of(
                            AppointmentStatus.CONFIRMED,
                            AppointmentStatus.CHECKED_IN,
                            AppointmentStatus.IN_ROOM,
                            AppointmentStatus.WITH_PROVIDER)));

    static final Words<NotificationPriority> NOTIFICATION_PRIORITY = Words.of(NotificationPriority.class);

    static final Words<QueueKind> QUEUE_KIND = Words.of(QueueKind.class);

    static final Words<QueueStatus> QUEUE_STATUS =
            Words.of(QueueStatus.class, Map.of("called", EnumSet.of(QueueStatus.IN_PROGRESS)));

    static final Words<VisitStatus> VISIT_STATUS = Words.of(
            VisitStatus.class,
            Map.of(
                    "in-progress",
                    EnumSet.of(VisitStatus.OPEN),
                    "completed",
                    EnumSet.of(VisitStatus.CLOSED),
                    "signed",
                    EnumSet.of(VisitStatus.CLOSED)));

    static final Words<PrescriptionStatus> PRESCRIPTION_STATUS = Words.of(PrescriptionStatus.class);

    static final Words<InvoiceStatus> INVOICE_STATUS = Words.of(InvoiceStatus.class);

    static final Words<TaskStatus> TASK_STATUS = Words.of(TaskStatus.class);

    static final Words<TaskPriority> TASK_PRIORITY = Words.of(TaskPriority.class);

    static final Words<LabStatus> LAB_STATUS = Words.of(LabStatus.class);

    static final Words<LabFlag> LAB_FLAG = Words.of(LabFlag.class);

    private EnumNames() {}
}
