package dev.carewire.reference;

import dev.carewire.dialect.ClientSockets.ClientSocket;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.diagnoxix.DiagnoxixJson;
import dev.carewire.dialect.standard.PresenceJson;
import dev.carewire.dialect.standard.ReminderJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.dialect.standard.VitalsJson;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.json.JsonObject;
import dev.carewire.messaging.MessageThread;
import dev.carewire.notification.MedicationScheduleRepository.ScheduledMedication;
import dev.carewire.notification.Notification;
import dev.carewire.rest.MessageRoutes;
import dev.carewire.rest.NotificationRoutes;
import dev.carewire.rest.RoomRoutes;
import dev.carewire.rest.SocketRoutes;
import dev.carewire.rest.UserRoutes;
import dev.carewire.transcription.Recording;
import dev.carewire.user.StaffMember;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The formats in which the HTTP API answers with records. Each format, applied to the variants of its record, shows which fields an
 * answer always has and which words a field may hold.
 */
final class AnswerFormats {

    private static final List<Format<?>> ALL = List.of(
            new Format<>("Payment", PaymentSnapshot.class, ClinicJson::payment),
            new Format<>("Attachment", AttachmentSnapshot.class, StandardJson::attachment),
            new Format<>("Message", MessageSnapshot.class, StandardJson::message),
            new Format<>("Thread", MessageThread.class, MessageRoutes::thread),
            new Format<>("Patient", PatientSnapshot.class, ClinicJson::patient),
            new Format<>(
                    "Appointment",
                    AppointmentSnapshot.class,
                    appointment -> ClinicJson.appointment(appointment, ZoneOffset.UTC)),
            new Format<>("QueueEntry", QueueEntrySnapshot.class, ClinicJson::queueItem),
            new Format<>("Visit", VisitSnapshot.class, ClinicJson::visit),
            new Format<>("Prescription", PrescriptionSnapshot.class, ClinicJson::prescription),
            new Format<>("Invoice", InvoiceSnapshot.class, ClinicJson::invoice),
            new Format<>("Task", TaskSnapshot.class, StandardJson::task),
            new Format<>("LabResult", LabResultSnapshot.class, StandardJson::labResult),
            new Format<>("Recording", Recording.class, StandardJson::recording),
            new Format<>("Notification", NotificationSnapshot.class, StandardJson::notification),
            new Format<>("Notification", Notification.class, NotificationRoutes::json),
            new Format<>("MedicationReminder", ScheduledMedication.class, ReminderJson::medication),
            new Format<>("Vital", VitalSnapshot.class, VitalsJson::vital),
            new Format<>("StaffMember", StaffMember.class, UserRoutes::json),
            new Format<>("Room", RoomSnapshot.class, RoomRoutes::json),
            new Format<>("PresentUser", PresenceChanged.class, PresenceJson::presence),
            new Format<>("PatientViewer", ChartViewer.class, PresenceJson::viewer),
            new Format<>("ConnectedSocket", ClientSocket.class, SocketRoutes::socket),
            new Format<>("SocketReply", Reply.class, reply -> SocketRoutes.reply(reply.socketId(), "[]")),
            new Format<>("DiagnoxixNotification", Notification.class, DiagnoxixJson::item));

    /** A reply with any arguments. */
    private record Reply(String socketId) {}

    private record Format<R extends Record>(String name, Class<R> record, Function<R, JsonObject> json) {

        Stream<String> answers(Variants variants) {
            return variants.ofType(record).map(json).map(JsonObject::json);
        }
    }

    private AnswerFormats() {}

    /** The answers with a record of this name, as JSON; empty if the name is unknown. */
    static Stream<String> answers(String name, Variants variants) {
        return ALL.stream().filter(format -> format.name().equals(name)).flatMap(format -> format.answers(variants));
    }
}
