package dev.carewire.dialect.clinic;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The clinic system's documents, the same in events and in its HTTP API. Instants are ISO texts in UTC with
 * milliseconds, days the ISO texts of their midnight in UTC, and absent values are omitted. Any thread; never blocks.
 */
public final class ClinicJson {

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm");

    private ClinicJson() {}

    /**
     * An appointment. One generation of that system's pages reads the day from {@code date}, the next from
     * {@code appointmentDate}, so both are present.
     *
     * @param zone the clinic's, for the day and the time of day
     */
    public static JsonObject appointment(AppointmentSnapshot appointment, ZoneId zone) {
        ZonedDateTime start = appointment.start().atZone(zone);
        String day = midnight(start.toLocalDate());
        return new JsonObject()
                .put("_id", appointment.id())
                .put("appointmentCode", appointment.code())
                .put("date", day)
                .put("appointmentDate", day)
                .put("appointmentTime", TIME_OF_DAY.format(start))
                .put("scheduledAt", appointment.start())
                .put(
                        "duration",
                        Duration.between(appointment.start(), appointment.end()).toMinutes())
                .put("status", ClinicWireNames.of(appointment.status()))
                .put(
                        "patient",
                        patientReference(appointment.patient())
                                .put("email", appointment.patient().email())
                                .put("phone", appointment.patient().phone()))
                .put("doctor", doctor(appointment.doctor()))
                .put("provider", provider(appointment.doctor()))
                .putKnown("roomId", appointment.room().map(RoomSnapshot::id))
                .putKnown("room", appointment.room().map(ClinicJson::room))
                .put("isWalkIn", appointment.walkIn())
                .put("queueNumber", appointment.queueNumber())
                .put("reason", appointment.reason())
                .put("notes", appointment.notes())
                .put("createdAt", appointment.createdAt())
                .put("updatedAt", appointment.updatedAt())
                .putExtra(appointment.extra())
                .expectExtra("type");
    }

    /** An entry of the waiting queue; appointment and visit by their ids. */
    public static JsonObject queueItem(QueueEntrySnapshot entry) {
        return new JsonObject()
                .put("_id", entry.id())
                .put("queueNumber", entry.number())
                .put("queueType", ClinicWireNames.of(entry.kind()))
                .put("patient", patientReference(entry.patient()))
                .putKnown("patientName", entry.patient().fullName())
                .put("appointment", entry.appointmentId())
                .put("visit", entry.visitId())
                .put("doctor", entry.doctor().map(ClinicJson::doctor))
                .put("room", entry.room().map(ClinicJson::room))
                .put("status", ClinicWireNames.of(entry.status()))
                .put("priority", entry.priority())
                .put("queuedAt", entry.queuedAt())
                .put("calledAt", entry.calledAt())
                .put("startedAt", entry.startedAt())
                .put("completedAt", entry.completedAt())
                .put("checkedIn", entry.checkedIn())
                .put("checkedInAt", entry.checkedInAt())
                .put("checkInMethod", entry.checkInMethod())
                .put("notes", entry.notes())
                .put("createdAt", entry.createdAt())
                .put("updatedAt", entry.updatedAt())
                .putExtra(entry.extra())
                .expectExtra("vitals", "consultationDuration", "completionNotes", "nextAction", "estimatedWaitTime");
    }

    /** A visit. Pages count the {@code diagnoses} of each one, so an empty list stands for none. */
    public static JsonObject visit(VisitSnapshot visit) {
        return new JsonObject()
                .put("_id", visit.id())
                .put("visitCode", visit.code())
                .put("status", ClinicWireNames.of(visit.status()))
                .put("patient", patientReference(visit.patient()))
                .put("doctor", doctor(visit.doctor()))
                .put("provider", provider(visit.doctor()))
                .put("appointment", visit.appointmentId())
                .put("queueItem", visit.queueEntryId())
                .put("chiefComplaint", visit.chiefComplaint())
                .put("notes", visit.notes())
                .put(
                        "prescriptions",
                        visit.prescriptions().stream()
                                .map(prescription -> prescription(prescription).fields())
                                .toList())
                .put("date", visit.openedAt())
                .put("closedAt", visit.closedAt())
                .put("createdAt", visit.createdAt())
                .put("updatedAt", visit.updatedAt())
                .putExtra(visit.extra())
                .putDefault("diagnoses", List.of())
                .expectExtra("visitType", "vitals", "soapNotes", "treatmentPlan", "followUpDate");
    }

    /** A patient's master data. */
    public static JsonObject patient(PatientSnapshot patient) {
        return patientReference(patient)
                .put("dateOfBirth", patient.dateOfBirth().map(ClinicJson::midnight))
                .put("phone", patient.phone())
                .put("email", patient.email())
                .put("insurance", patient.insurance())
                .put("balanceCents", patient.balanceCents())
                .put("createdAt", patient.createdAt())
                .put("updatedAt", patient.updatedAt())
                .putExtra(patient.extra());
    }

    /** A prescription. */
    public static JsonObject prescription(PrescriptionSnapshot prescription) {
        return new JsonObject()
                .put("_id", prescription.id())
                .put("visit", prescription.visitId())
                .put("patient", patientReference(prescription.patient()))
                .put("doctor", doctor(prescription.doctor()))
                .put("provider", provider(prescription.doctor()))
                .put("medication", prescription.medication())
                .put("instructions", prescription.instructions())
                .put("status", prescription.status().wireName())
                .put("sentAt", prescription.sentAt())
                .put("createdAt", prescription.createdAt())
                .put("updatedAt", prescription.updatedAt())
                .putExtra(prescription.extra());
    }

    /** An invoice; amounts in the currency's main unit, as in that system. */
    public static JsonObject invoice(InvoiceSnapshot invoice) {
        return new JsonObject()
                .put("_id", invoice.id())
                .put("invoiceNumber", invoice.number())
                .put("patient", patientReference(invoice.patient()))
                .put("visit", invoice.visitId())
                .put("status", invoice.status().wireName())
                .put("total", amount(invoice.totalCents()))
                .put("totalPaid", amount(invoice.paidCents()))
                .put("outstandingBalance", amount(invoice.totalCents() - invoice.paidCents()))
                .put("createdAt", invoice.createdAt())
                .put("updatedAt", invoice.updatedAt())
                .putExtra(invoice.extra());
    }

    /** A payment; the amount in the currency's main unit. */
    public static JsonObject payment(PaymentSnapshot payment) {
        return new JsonObject()
                .put("_id", payment.id())
                .put("patient", payment.patientId())
                .put("amount", amount(payment.amountCents()))
                .put("paymentDate", midnight(payment.paymentDate()))
                .put("paymentMethod", payment.paymentMethod())
                .put("payer", payment.payer())
                .put("createdAt", payment.createdAt())
                .putExtra(payment.extra());
    }

    static JsonObject notification(NotificationSnapshot notification) {
        return new JsonObject()
                .put("_id", notification.id())
                .put("user", notification.userId())
                .put("type", notification.kind())
                .put("priority", ClinicWireNames.of(notification.priority()))
                .put("title", notification.title())
                .put("message", notification.message())
                .put(
                        "relatedEntity",
                        notification
                                .relatedKind()
                                .flatMap(kind -> notification
                                        .relatedId()
                                        .map(id -> new JsonObject()
                                                .put("type", kind)
                                                .put("id", id))))
                .put("actionUrl", notification.actionUrl())
                .put("read", false)
                .put("createdAt", notification.createdAt());
    }

    private static JsonObject patientReference(PatientSnapshot patient) {
        return new JsonObject()
                .put("_id", patient.id())
                .put("firstName", patient.firstName())
                .put("lastName", patient.lastName())
                .put("patientCode", patient.code());
    }

    private static JsonObject doctor(StaffSnapshot staff) {
        return new JsonObject()
                .put("_id", staff.id())
                .put("firstName", staff.firstName())
                .put("lastName", staff.lastName())
                .put("specializationId", staff.specialization().map(name -> new JsonObject().put("name", name)));
    }

    private static JsonObject provider(StaffSnapshot staff) {
        return new JsonObject()
                .put("_id", staff.id())
                .put("name", staff.fullName())
                .put("email", staff.email());
    }

    /** The public part of a queue entry, for the waiting room; fields as in {@link #queueItem}. */
    static JsonObject ticket(TicketChanged ticket) {
        return new JsonObject()
                .put("queueNumber", ticket.number())
                .put("status", ClinicWireNames.of(ticket.status()))
                .put("room", ticket.room().map(ClinicJson::room))
                .put("position", ticket.position());
    }

    private static JsonObject room(RoomSnapshot room) {
        return new JsonObject().put("_id", room.id()).put("name", room.name()).put("roomNumber", room.number());
    }

    private static BigDecimal amount(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    private static String midnight(LocalDate day) {
        return day + "T00:00:00.000Z";
    }
}
