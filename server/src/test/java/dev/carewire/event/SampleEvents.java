package dev.carewire.event;

import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentEvents.PatientCheckedIn;
import dev.carewire.event.CallEvents.CallAnswered;
import dev.carewire.event.CallEvents.CallEnded;
import dev.carewire.event.CallEvents.CallOffered;
import dev.carewire.event.CallEvents.CallTaken;
import dev.carewire.event.CallEvents.CandidateFound;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.MessagingEvents.MessageAnnounced;
import dev.carewire.event.MessagingEvents.MessageEdited;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.MessagingEvents.MessageRetracted;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationRepeated;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.event.NotificationEvents.PreferencesTold;
import dev.carewire.event.NotificationEvents.UnreadNotificationsChanged;
import dev.carewire.event.PatientEvents.PatientCreated;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PatientEvents.PatientUpdated;
import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceEvents.UsersListed;
import dev.carewire.event.PresenceEvents.ViewersListed;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.event.ThreadEvents.MembersAdded;
import dev.carewire.event.ThreadEvents.VisitorsChanged;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.event.VitalsEvents.VitalAlertRaised;
import dev.carewire.event.VitalsEvents.VitalRecorded;
import dev.carewire.event.VitalsEvents.VitalThresholdsChanged;
import dev.carewire.fixture.NotificationSnapshotBuilder;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.fixture.VisitSnapshotBuilder;
import dev.carewire.identity.TenantId;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** At least one event of every type in the catalog, with and without the optional fields. All people are fictitious. */
public final class SampleEvents {

    /** The clinic in which all of them happen. */
    public static final TenantId TENANT = new TenantId("tenant-1");

    /** The time at which all of them happen. */
    public static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    public static final PatientSnapshot PATIENT = new PatientSnapshot(
            "pat-1",
            "P-0001",
            "Marisol",
            "Quintero",
            Optional.of(LocalDate.of(1984, 2, 29)),
            Optional.of("+1 555 0100"),
            Optional.of("marisol@example.org"),
            Optional.of("Coastal Health"),
            -1_250,
            AT.minusSeconds(86_400),
            AT,
            ExtraFields.NONE);

    public static final StaffSnapshot DOCTOR =
            new StaffSnapshot("dr-chen", "Wei", "Chen", Optional.of("chen@example.org"), Optional.of("Dermatology"));

    public static final AppointmentSnapshot APPOINTMENT = new AppointmentSnapshot(
            "apt-1",
            "APT-0001",
            PATIENT,
            DOCTOR,
            Optional.of("harbor"),
            Optional.of("Harbor Clinic"),
            Optional.empty(),
            AT.plusSeconds(600),
            AT.plusSeconds(2_400),
            AppointmentStatus.CHECKED_IN,
            "follow-up",
            Optional.of("Follow-up"),
            false,
            Optional.of("A001"),
            Optional.of("Rash"),
            Optional.empty(),
            AT.minusSeconds(3_600),
            AT,
            ExtraFields.NONE);

    public static final QueueEntrySnapshot QUEUE_ENTRY = new QueueEntrySnapshotBuilder(
                    "queue-1",
                    "A001",
                    QueueKind.APPOINTMENT,
                    PATIENT,
                    QueueStatus.IN_PROGRESS,
                    0,
                    true,
                    AT.minusSeconds(900),
                    AT.minusSeconds(900),
                    AT)
            .appointmentId("apt-1")
            .visitId("visit-1")
            .doctor(DOCTOR)
            .room(new RoomSnapshot("room-1", "Consulting room 1", "101"))
            .checkInMethod("desk")
            .checkedInAt(AT.minusSeconds(900))
            .calledAt(AT)
            .startedAt(AT)
            .build();

    public static final VisitSnapshot VISIT = new VisitSnapshotBuilder(
                    "visit-1", "V-0001", PATIENT, DOCTOR, VisitStatus.OPEN, AT, AT, AT, List.of())
            .appointmentId("apt-1")
            .queueEntryId("queue-1")
            .chiefComplaint("Rash")
            .build();

    /** A state, a doctor and a time that {@link #APPOINTMENT} does not have: they are on no wire. */
    public static final AppointmentFilterFields APPOINTMENT_BEFORE =
            new AppointmentFilterFields(AppointmentStatus.PENDING, "dr-before", AT.minusSeconds(86_400));

    /** A state, a doctor and a room that {@link #QUEUE_ENTRY} does not have: they are on no wire. */
    public static final QueueEntryFilterFields QUEUE_ENTRY_BEFORE =
            new QueueEntryFilterFields(QueueStatus.WAITING, Optional.of("dr-before"), Optional.of("room-before"));

    /** A state and a doctor that {@link #VISIT} does not have: they are on no wire. */
    public static final VisitFilterFields VISIT_BEFORE = new VisitFilterFields(VisitStatus.DRAFT, "pat-1", "dr-before");

    public static final MessageSnapshot MESSAGE = new MessageSnapshot(
            "message-1",
            "thread-1",
            "Room 2 is free.",
            DOCTOR,
            AT,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            ExtraFields.NONE);

    public static final MessageSnapshot EDITED_MESSAGE = new MessageSnapshot(
            "message-1",
            "thread-1",
            "Room 3 is free.",
            DOCTOR,
            AT.minusSeconds(60),
            Optional.of(AT),
            Optional.empty(),
            List.of(new AttachmentSnapshot("file-1", "plan.pdf", "application/pdf", 1_250)),
            ExtraFields.NONE);

    public static final VitalSnapshot BLOOD_PRESSURE = new VitalSnapshot(
            "vital-1",
            "pat-1",
            "blood_pressure",
            VitalValue.bloodPressure(151, 79.5),
            Optional.of("mmHg"),
            Optional.of(new OriginalReading(VitalValue.bloodPressure(20.13, 10.6), "kPa")),
            Optional.of("Sitting"),
            AT.minusSeconds(60),
            AT,
            "nurse-ada");

    private SampleEvents() {}

    /** All samples. */
    public static List<Event<?>> all() {
        PresenceChanged presence = new PresenceChanged("dr-chen", "Wei Chen", PresenceStatus.AWAY, AT);
        List<Event<?>> others = List.of(
                event(AppointmentEvents.APPOINTMENT_CREATED, new AppointmentCreated(APPOINTMENT)),
                event(
                        AppointmentEvents.APPOINTMENT_UPDATED,
                        new AppointmentUpdated(APPOINTMENT, Optional.of(APPOINTMENT_BEFORE))),
                event(
                        AppointmentEvents.APPOINTMENT_CANCELLED,
                        new AppointmentCancelled(
                                APPOINTMENT, Optional.of("Patient is unwell"), Optional.of(APPOINTMENT_BEFORE))),
                event(
                        AppointmentEvents.APPOINTMENT_CANCELLED,
                        new AppointmentCancelled(APPOINTMENT, Optional.empty(), Optional.empty())),
                event(AppointmentEvents.PATIENT_CHECKED_IN, new PatientCheckedIn(APPOINTMENT)),
                event(PatientEvents.PATIENT_CREATED, new PatientCreated(PATIENT)),
                event(PatientEvents.PATIENT_UPDATED, new PatientUpdated(PATIENT)),
                event(PatientEvents.PATIENT_DELETED, new PatientDeleted("pat-1")),
                event(QueueEvents.QUEUE_UPDATED, new QueueUpdated(QUEUE_ENTRY, Optional.of(QUEUE_ENTRY_BEFORE))),
                event(
                        QueueEvents.TICKET_CHANGED,
                        new QueueEvents.TicketChanged(
                                "A001", QueueStatus.IN_PROGRESS, QUEUE_ENTRY.room(), Optional.empty())),
                event(
                        QueueEvents.TICKET_CHANGED,
                        new QueueEvents.TicketChanged("W002", QueueStatus.WAITING, Optional.empty(), Optional.of(3))),
                event(VisitEvents.VISIT_UPDATED, new VisitUpdated(VISIT, Optional.of(VISIT_BEFORE))),
                event(
                        NotificationEvents.NOTIFICATION_CREATED,
                        new NotificationCreated(new NotificationSnapshotBuilder(
                                        "notify-1",
                                        "nurse-ada",
                                        "task_assigned",
                                        "New Task Assigned",
                                        "You have been assigned: Call the lab",
                                        NotificationPriority.URGENT,
                                        false,
                                        AT)
                                .relatedKind("task")
                                .relatedId("task-1")
                                .actionUrl("/tasks/task-1")
                                .build())),
                event(
                        NotificationEvents.NOTIFICATION_REPEATED,
                        new NotificationRepeated(new NotificationSnapshotBuilder(
                                        "notify-3",
                                        "nurse-ada",
                                        "emergency_alert",
                                        "Patient fell",
                                        "Room 2",
                                        NotificationPriority.EMERGENCY,
                                        true,
                                        AT)
                                .originId("notify-2")
                                .metadata("{\"room\":2}")
                                .build())),
                event(
                        NotificationEvents.NOTIFICATION_UPDATED,
                        new NotificationUpdated("nurse-ada", "notify-1", NotificationState.SEEN, false, AT)),
                event(NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED, new UnreadNotificationsChanged("nurse-ada", 3)),
                event(
                        NotificationEvents.PREFERENCES_TOLD,
                        new PreferencesTold(
                                "nurse-ada",
                                List.of(
                                        new NotificationPreference(
                                                NotificationPreference.ANY,
                                                true,
                                                NotificationPriority.LOW,
                                                Optional.of(new QuietHours(
                                                        LocalTime.of(22, 0),
                                                        LocalTime.of(6, 30),
                                                        ZoneId.of("Europe/Berlin")))),
                                        new NotificationPreference(
                                                "task_assigned",
                                                false,
                                                NotificationPriority.EMERGENCY,
                                                Optional.empty())))),
                event(MessagingEvents.MESSAGE_SENT, new MessageSent(MESSAGE)),
                event(MessagingEvents.MESSAGE_EDITED, new MessageEdited(EDITED_MESSAGE)),
                event(MessagingEvents.MESSAGE_RETRACTED, new MessageRetracted("thread-1", "message-1", "dr-chen", AT)),
                event(
                        ThreadEvents.MEMBERS_ADDED,
                        new MembersAdded("thread-1", List.of("nurse-ada"), "dr-chen", List.of("dr-chen", "nurse-ada"))),
                event(
                        ThreadEvents.MEMBER_REMOVED,
                        new MemberRemoved("thread-1", "nurse-ada", "dr-chen", List.of("dr-chen"))),
                event(ThreadEvents.VISITORS_CHANGED, new VisitorsChanged("thread-1", "nurse-ada", "Ada Ient", true)),
                event(
                        RoomEvents.ROOM_MESSAGE_SENT,
                        new RoomMessageSent(
                                RoomKey.Kind.APPOINTMENT, "apt-1", "dr-chen", "Wei Chen", "Room 2 is free.")),
                event(
                        RoomEvents.ROOM_MESSAGE_SENT,
                        new RoomMessageSent(RoomKey.Kind.TENANT, "", "dr-chen", "Wei Chen", "Lunch is here.")),
                event(
                        MessagingEvents.MESSAGE_ANNOUNCED,
                        new MessageAnnounced("thread-1", "message-1", "dr-chen", "Room 2 is free.")),
                event(MessagingEvents.MESSAGE_READ, new MessageRead("thread-1", "message-1", "nurse-ada", AT)),
                event(MessagingEvents.UNREAD_COUNT_CHANGED, new UnreadCountChanged("nurse-ada", 3)),
                event(
                        MessagingEvents.TYPING_CHANGED,
                        new TypingChanged(
                                "thread-1", "dr-chen", "Wei Chen", true, Optional.of(List.of("dr-chen", "nurse-ada")))),
                event(
                        CallEvents.CALL_OFFERED,
                        new CallOffered("call-1", "thread-1", "dr-chen", "Wei Chen", "nurse-ada", "v=0\r\n")),
                event(CallEvents.CALL_ANSWERED, new CallAnswered("call-1", "nurse-ada", "dr-chen", "v=0\r\n")),
                event(CallEvents.CALL_TAKEN, new CallTaken("call-1", "nurse-ada")),
                event(
                        CallEvents.CANDIDATE_FOUND,
                        new CandidateFound(
                                "call-1",
                                "nurse-ada",
                                "dr-chen",
                                "candidate:1 1 udp 1 192.0.2.1 9 typ host",
                                Optional.of("0"),
                                Optional.of(0),
                                Optional.of("abcd"))),
                event(
                        CallEvents.CALL_ENDED,
                        new CallEnded(
                                "call-1",
                                List.of("dr-chen", "nurse-ada"),
                                Optional.of("nurse-ada"),
                                CallEnded.Reason.HUNG_UP)),
                event(
                        CallEvents.CALL_ENDED,
                        new CallEnded(
                                "call-1",
                                List.of("dr-chen", "nurse-ada"),
                                Optional.empty(),
                                CallEnded.Reason.UNANSWERED)),
                event(
                        AssistantEvents.ANSWER_CONTINUED,
                        new AssistantEvents.AnswerContinued("thread-1", "message-2", "Two weeks", 1)),
                event(AssistantEvents.ANSWER_WITHDRAWN, new AssistantEvents.AnswerWithdrawn("thread-1", "message-2")),
                event(
                        RecordingEvents.TRANSCRIPT_HEARD,
                        new RecordingEvents.TranscriptHeard(
                                "rec-1", 4, "It has itched for two weeks.", Optional.of(0.93), AT)),
                event(
                        RecordingEvents.TRANSCRIPTION_FAILED,
                        new RecordingEvents.TranscriptionFailed(
                                Optional.of("rec-1"), "The transcription service took too long", "TIMED_OUT")),
                event(RecordingEvents.RECORDING_JOINED, new RecordingEvents.RecordingJoined("rec-1", AT)),
                event(RecordingEvents.RECORDING_LEFT, new RecordingEvents.RecordingLeft("rec-1", AT)),
                event(RecordingEvents.RECORDING_COMPLETED, new RecordingEvents.RecordingCompleted("rec-1", AT)),
                event(PresenceEvents.USER_CAME_ONLINE, presence),
                event(PresenceEvents.USER_STATUS_CHANGED, presence),
                event(PresenceEvents.USER_WENT_OFFLINE, presence),
                event(
                        PresenceEvents.PATIENT_VIEWING,
                        new PatientViewing("dr-chen", "Wei Chen", "pat-1", true, Optional.of(AT))),
                event(PresenceEvents.USERS_LISTED, new UsersListed("nurse-ada", List.of(presence))),
                event(
                        PresenceEvents.VIEWERS_LISTED,
                        new ViewersListed("nurse-ada", "pat-1", List.of(new ChartViewer("dr-chen", "Wei Chen", AT)))),
                event(VitalsEvents.VITAL_RECORDED, new VitalRecorded(BLOOD_PRESSURE)),
                event(
                        VitalsEvents.VITAL_RECORDED,
                        new VitalRecorded(new VitalSnapshot(
                                "vital-2",
                                "pat-1",
                                "pain_score",
                                VitalValue.of(3.5),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                AT.minusSeconds(60),
                                AT,
                                "pat-1"))),
                event(
                        VitalsEvents.VITAL_THRESHOLDS_CHANGED,
                        new VitalThresholdsChanged(
                                "pat-1",
                                "blood_pressure",
                                new VitalThresholds(
                                        VitalRange.of(95, 135),
                                        Optional.of(VitalRange.of(62.5, 88)),
                                        Optional.of("mmHg")),
                                "dr-chen")),
                event(
                        VitalsEvents.VITAL_THRESHOLDS_CHANGED,
                        new VitalThresholdsChanged(
                                "pat-1",
                                "pain_score",
                                new VitalThresholds(
                                        new VitalRange(Optional.empty(), Optional.of(6.0)),
                                        Optional.empty(),
                                        Optional.empty()),
                                "pat-1")),
                event(
                        VitalsEvents.VITAL_ALERT_RAISED,
                        new VitalAlertRaised(new VitalAlert(
                                "vital-1",
                                "pat-1",
                                "nurse-ada",
                                "blood_pressure",
                                VitalAlert.Component.SYSTOLIC,
                                VitalAlert.End.MAX,
                                151,
                                140,
                                "blood_pressure value 151 is above maximum threshold 140",
                                AT.minusSeconds(60)))),
                event(
                        VitalsEvents.VITAL_ALERT_RAISED,
                        new VitalAlertRaised(new VitalAlert(
                                "vital-3",
                                "pat-1",
                                "pat-1",
                                "temperature",
                                VitalAlert.Component.AMOUNT,
                                VitalAlert.End.MIN,
                                96.4,
                                97,
                                "temperature value 96.4 is below minimum threshold 97",
                                AT))),
                event(
                        CustomEvents.CUSTOM_EMITTED,
                        new CustomMessage(
                                "lab:ready",
                                Optional.of("{\"order\":7,\"tests\":[\"a\",\"b\"]}"),
                                List.of(
                                        new Target(RoomKey.Kind.TENANT, ""),
                                        new Target(RoomKey.Kind.USER, "nurse-ada")))),
                event(
                        CustomEvents.CUSTOM_EMITTED,
                        new CustomMessage(
                                "lab:ready", Optional.empty(), List.of(new Target(RoomKey.Kind.PATIENT, "pat-1")))),
                event(
                        CustomEvents.CUSTOM_SIGNALLED,
                        new CustomMessage(
                                "lab:progress",
                                Optional.of("0.5"),
                                List.of(new Target(RoomKey.Kind.THREAD, "thread-1")))),
                event(
                        CustomEvents.VERBATIM_SIGNALED,
                        new VerbatimMessage(
                                "derm-app",
                                "user:typing",
                                List.of(),
                                List.of(new Target(RoomKey.Kind.BACK_END, "lobby")),
                                List.of(new Target(RoomKey.Kind.USER, "dr-chen")))));
        List<Event<?>> verbatim = Stream.of(CustomEvents.VERBATIM_EMITTED, CustomEvents.VERBATIM_SIGNALED)
                .<Event<?>>flatMap(SampleEvents::verbatim)
                .toList();
        return Stream.of(others, verbatim, SampleCareEvents.all())
                .flatMap(List::stream)
                .toList();
    }

    /** One event of each family. */
    private static Stream<Event<VerbatimMessage>> verbatim(EventType<VerbatimMessage> type) {
        return Stream.of(
                verbatim(type, "derm-app", "appointment:created", "{\"b\":1.50,\"a\":[1e3]}", "\"second\""),
                verbatim(type, "clinic", "queue:updated", "{\"queueItem\":{\"_id\":\"q-1\"}}"),
                verbatim(type, "keneyapp", "patient_created", "{\"type\":\"patient_created\",\"data\":{\"id\":7}}"),
                verbatim(type, "healthmate", "health_summary", "{\"type\":\"health_summary\",\"summary\":{}}"),
                verbatim(type, "diagnoxix", "LAB_RESULT_READY", "{\"type\":\"LAB_RESULT_READY\",\"id\":\"n-1\"}"));
    }

    private static Event<VerbatimMessage> verbatim(
            EventType<VerbatimMessage> type, String family, String name, String... arguments) {
        return event(
                type,
                new VerbatimMessage(
                        family, name, List.of(arguments), List.of(new Target(RoomKey.Kind.TENANT, "")), List.of()));
    }

    static <P extends Record> Event<P> event(EventType<P> type, P facts) {
        return type.newEvent(TENANT, AT, facts);
    }
}
