package dev.carewire.dialect.standard;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageAnnounced;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.MessagingEvents.MessageRetracted;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PatientEvents.BalanceChanged;
import dev.carewire.event.PatientEvents.InsuranceInfo;
import dev.carewire.event.PatientEvents.InsuranceVerified;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.json.JsonObject;
import dev.carewire.transcription.Recording;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** derm-app's records: every field in the order of its contract, absent values omitted. */
public final class StandardJson {

    private StandardJson() {}

    /** An appointment. A clinic with one site has no location id, but that contract requires a text. */
    public static JsonObject appointment(AppointmentSnapshot appointment) {
        return new JsonObject()
                .put("id", appointment.id())
                .put("patientId", appointment.patient().id())
                .putKnown("patientName", appointment.patient().fullName())
                .put("providerId", appointment.doctor().id())
                .putKnown("providerName", appointment.doctor().fullName())
                .put("locationId", appointment.locationId().orElse(""))
                .put("locationName", appointment.locationName())
                .putKnown("roomId", appointment.room().map(RoomSnapshot::id))
                .put("scheduledStart", appointment.start())
                .put("scheduledEnd", appointment.end())
                .put("status", StandardWireNames.of(appointment.status()))
                .put("appointmentTypeId", appointment.typeId())
                .put("appointmentTypeName", appointment.typeName())
                .putExtra(appointment.extra());
    }

    static JsonObject checkIn(AppointmentSnapshot appointment) {
        return new JsonObject()
                .put("appointmentId", appointment.id())
                .put("patientId", appointment.patient().id())
                .putKnown("patientName", appointment.patient().fullName());
    }

    /** A patient; {@code balance} is in cents in that contract. */
    public static JsonObject patient(PatientSnapshot patient) {
        return new JsonObject()
                .put("id", patient.id())
                .put("firstName", patient.firstName())
                .put("lastName", patient.lastName())
                .put("dob", patient.dateOfBirth())
                .put("phone", patient.phone())
                .put("email", patient.email())
                .put("insurance", patient.insurance())
                .put("balance", patient.balanceCents())
                .put("lastUpdated", patient.updatedAt())
                .putExtra(patient.extra());
    }

    static JsonObject insurance(InsuranceVerified verified) {
        InsuranceInfo info = verified.insuranceInfo();
        return new JsonObject()
                .put("patientId", verified.patientId())
                .put(
                        "insuranceInfo",
                        new JsonObject()
                                .put("verified", info.verified())
                                .put("payer", info.payer())
                                .put("plan", info.plan())
                                .put("memberId", info.memberId()));
    }

    static JsonObject balance(BalanceChanged changed) {
        return new JsonObject()
                .put("patientId", changed.patientId())
                .put("oldBalance", changed.oldBalanceCents())
                .put("newBalance", changed.newBalanceCents());
    }

    /** A prescription. */
    public static JsonObject prescription(PrescriptionSnapshot prescription) {
        return new JsonObject()
                .put("id", prescription.id())
                .put("patientId", prescription.patient().id())
                .putKnown("patientName", prescription.patient().fullName())
                .put("providerId", prescription.doctor().id())
                .putKnown("providerName", prescription.doctor().fullName())
                .put("medication", prescription.medication())
                .put("status", prescription.status().wireName())
                .put("sentAt", prescription.sentAt())
                .put("createdAt", prescription.createdAt())
                .putExtra(prescription.extra());
    }

    /** A task. */
    public static JsonObject task(TaskSnapshot task) {
        return new JsonObject()
                .put("id", task.id())
                .put("title", task.title())
                .put("description", task.description())
                .put("priority", task.priority().wireName())
                .put("status", task.status().wireName())
                .put("patientId", task.patient().map(PatientSnapshot::id))
                .putKnown("patientName", task.patient().flatMap(PatientSnapshot::fullName))
                .put("assigneeId", task.assignee().map(StaffSnapshot::id))
                .putKnown("assigneeName", task.assignee().flatMap(StaffSnapshot::fullName))
                .put("createdBy", task.createdBy())
                .put("dueDate", task.dueDate())
                .put("completedAt", task.completedAt())
                .put("createdAt", task.createdAt())
                .put("updatedAt", task.updatedAt())
                .putExtra(task.extra());
    }

    /** A laboratory order and its result. */
    public static JsonObject labResult(LabResultSnapshot lab) {
        return new JsonObject()
                .put("id", lab.id())
                .put("patientId", lab.patient().id())
                .putKnown("patientName", lab.patient().fullName())
                .put("providerId", lab.doctor().id())
                .putKnown("providerName", lab.doctor().fullName())
                .put("visitId", lab.visitId())
                .put("orderType", lab.orderType())
                .put("status", lab.status().wireName())
                .put("resultFlag", lab.flag().map(LabFlag::wireName))
                .put("result", lab.result())
                .put("resultedAt", lab.resultedAt())
                .put("reviewedBy", lab.reviewedBy())
                .put("reviewedAt", lab.reviewedAt())
                .put("createdAt", lab.createdAt())
                .put("updatedAt", lab.updatedAt())
                .putExtra(lab.extra());
    }

    /** A message of a thread; an unedited one without attachments has only the contract's fields. */
    public static JsonObject message(MessageSnapshot message) {
        Optional<List<Map<String, Object>>> attachments = Optional.of(message.attachments().stream()
                        .map(file -> attachment(file).fields())
                        .toList())
                .filter(files -> !files.isEmpty());
        return new JsonObject()
                .put("id", message.id())
                .put("threadId", message.threadId())
                .put("body", message.body())
                .put("sender", message.sender().id())
                .put("senderFirstName", message.sender().firstName())
                .put("senderLastName", message.sender().lastName())
                .put("createdAt", message.createdAt())
                .put("editedAt", message.editedAt())
                .put("retractedAt", message.retractedAt())
                .put("attachments", attachments)
                .putExtra(message.extra());
    }

    /** A file of a message; its bytes are at {@code url}. */
    public static JsonObject attachment(AttachmentSnapshot file) {
        return new JsonObject()
                .put("id", file.id())
                .put("name", file.name())
                .put("mediaType", file.mediaType())
                .put("size", file.size())
                .put("url", "/api/attachments/" + file.id());
    }

    static JsonObject retraction(MessageRetracted retracted) {
        return new JsonObject()
                .put("threadId", retracted.threadId())
                .put("messageId", retracted.messageId())
                .put("retractedBy", retracted.retractedBy())
                .put("retractedAt", retracted.retractedAt());
    }

    static JsonObject announcement(MessageAnnounced announced) {
        return new JsonObject()
                .put("threadId", announced.threadId())
                .put("messageId", announced.messageId())
                .put("sender", announced.sender())
                .put("preview", announced.preview());
    }

    /** A member's read position in a thread. */
    public static JsonObject readReceipt(MessageRead read) {
        return new JsonObject()
                .put("messageId", read.messageId())
                .put("threadId", read.threadId())
                .put("readBy", read.readBy())
                .put("readAt", read.readAt());
    }

    static JsonObject typing(TypingChanged typing) {
        return new JsonObject()
                .put("threadId", typing.threadId())
                .put("userId", typing.userId())
                .put("userName", typing.userName())
                .put("isTyping", typing.typing());
    }

    /** A notification. Fields outside its contract follow those of the contract. */
    public static JsonObject notification(NotificationSnapshot notification) {
        return new JsonObject()
                .put("id", notification.id())
                .put("type", notification.kind())
                .put("title", notification.title())
                .put("message", notification.message())
                .put("priority", StandardWireNames.of(notification.priority()))
                .put("relatedEntityType", notification.relatedKind())
                .put("relatedEntityId", notification.relatedId())
                .put("actionUrl", notification.actionUrl())
                .put("createdAt", notification.createdAt())
                .put("mustAcknowledge", Optional.of(true).filter(must -> notification.mustAcknowledge()))
                .put("originId", notification.originId())
                .putJson("metadata", notification.metadata());
    }

    static JsonObject notificationState(NotificationUpdated updated) {
        return new JsonObject()
                .put("id", updated.id())
                .put("state", StandardWireNames.of(updated.state()))
                .put("dismissed", updated.dismissed())
                .put("at", updated.at());
    }

    /** A recording. */
    public static JsonObject recording(Recording recording) {
        return new JsonObject()
                .put("id", recording.id())
                .put("patientId", recording.patientId())
                .put("encounterId", recording.encounterId())
                .put("startedBy", recording.startedBy())
                .put("startedAt", recording.startedAt())
                .put("completedAt", recording.completedAt());
    }

    /** A ticket for waiting-room screens, an addition to that contract. */
    static JsonObject ticket(TicketChanged ticket) {
        return new JsonObject()
                .put("ticket", ticket.number())
                .put("status", StandardWireNames.of(ticket.status()))
                .put("roomId", ticket.room().map(RoomSnapshot::id))
                .put("roomName", ticket.room().flatMap(RoomSnapshot::name))
                .put("position", ticket.position());
    }
}
