package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentEvents.PatientCheckedIn;
import dev.carewire.event.AppointmentFilterFields;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.BulkEvents;
import dev.carewire.event.BulkEvents.RecordsBulkUpdated;
import dev.carewire.event.BulkKind;
import dev.carewire.event.EventType;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.MessageAnnounced;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.BalanceChanged;
import dev.carewire.event.PatientEvents.InsuranceInfo;
import dev.carewire.event.PatientEvents.InsuranceVerified;
import dev.carewire.event.PatientEvents.PatientCreated;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PatientEvents.PatientUpdated;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.QueueEntryFilterFields;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.ThreadEvents;
import dev.carewire.event.ThreadEvents.VisitorsChanged;
import dev.carewire.event.VisitEvents;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.event.VisitFilterFields;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalsEvents;
import dev.carewire.event.VitalsEvents.VitalAlertRaised;
import dev.carewire.event.VitalsEvents.VitalRecorded;
import dev.carewire.event.VitalsEvents.VitalThresholdsChanged;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.util.Optional;

/**
 * Publishes events to a clinic's clients. Method names are those in the client developers' documents.
 *
 * <p>Helpers for stored data join the transaction open on the calling thread, and block. Never call them on an event
 * loop, and only after writing the rows they report. Typing, visits, presence and viewing never block and work on any
 * thread.
 */
public final class Emit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public Emit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    public void broadcastAppointmentCreated(TenantId tenant, AppointmentSnapshot appointment) {
        publish(tenant, AppointmentEvents.APPOINTMENT_CREATED, new AppointmentCreated(appointment));
    }

    /**
     * Publishes a change of an appointment.
     *
     * @param before the previous state, for clients whose filter no longer matches
     */
    public void broadcastAppointmentUpdated(
            TenantId tenant, AppointmentSnapshot appointment, AppointmentSnapshot before) {
        publish(
                tenant,
                AppointmentEvents.APPOINTMENT_UPDATED,
                new AppointmentUpdated(appointment, Optional.of(AppointmentFilterFields.of(before))));
    }

    /** The name of {@link #broadcastAppointmentUpdated} in the clinic system's documents. */
    public void emitAppointmentUpdate(TenantId tenant, AppointmentSnapshot appointment, AppointmentSnapshot before) {
        broadcastAppointmentUpdated(tenant, appointment, before);
    }

    /**
     * Publishes that an appointment will not take place.
     *
     * @param before the previous state, for clients whose filter no longer matches
     */
    public void broadcastAppointmentCancelled(
            TenantId tenant, AppointmentSnapshot appointment, Optional<String> reason, AppointmentSnapshot before) {
        publish(
                tenant,
                AppointmentEvents.APPOINTMENT_CANCELLED,
                new AppointmentCancelled(appointment, reason, Optional.of(AppointmentFilterFields.of(before))));
    }

    public void broadcastPatientCheckIn(TenantId tenant, AppointmentSnapshot appointment) {
        publish(tenant, AppointmentEvents.PATIENT_CHECKED_IN, new PatientCheckedIn(appointment));
    }

    public void broadcastPatientCreated(TenantId tenant, PatientSnapshot patient) {
        publish(tenant, PatientEvents.PATIENT_CREATED, new PatientCreated(patient));
    }

    public void broadcastPatientUpdated(TenantId tenant, PatientSnapshot patient) {
        publish(tenant, PatientEvents.PATIENT_UPDATED, new PatientUpdated(patient));
    }

    /** The name of {@link #broadcastPatientUpdated} in the clinic system's documents. */
    public void emitPatientUpdate(TenantId tenant, PatientSnapshot patient) {
        broadcastPatientUpdated(tenant, patient);
    }

    public void broadcastPatientDeleted(TenantId tenant, String patientId) {
        publish(tenant, PatientEvents.PATIENT_DELETED, new PatientDeleted(patientId));
    }

    /**
     * Publishes a new or changed entry of the waiting queue.
     *
     * @param before the previous state, for clients whose filter no longer matches; {@code entry} itself if new
     */
    public void emitQueueUpdate(TenantId tenant, QueueEntrySnapshot entry, QueueEntrySnapshot before) {
        publish(
                tenant,
                QueueEvents.QUEUE_UPDATED,
                new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(before))));
    }

    /** Publishes to the tenant's waiting-room screens. */
    public void emitTicketChanged(TenantId tenant, TicketChanged ticket) {
        publish(tenant, QueueEvents.TICKET_CHANGED, ticket);
    }

    /**
     * Publishes a new or changed visit.
     *
     * @param before the previous state, for clients whose filter no longer matches; {@code visit} itself if new
     */
    public void emitVisitUpdate(TenantId tenant, VisitSnapshot visit, VisitSnapshot before) {
        publish(tenant, VisitEvents.VISIT_UPDATED, new VisitUpdated(visit, Optional.of(VisitFilterFields.of(before))));
    }

    public void emitPatientInsuranceVerified(TenantId tenant, String patientId, InsuranceInfo insurance) {
        publish(tenant, PatientEvents.INSURANCE_VERIFIED, new InsuranceVerified(patientId, insurance));
    }

    public void emitPatientBalanceChanged(
            TenantId tenant, String patientId, long oldBalanceCents, long newBalanceCents) {
        publish(tenant, PatientEvents.BALANCE_CHANGED, new BalanceChanged(patientId, oldBalanceCents, newBalanceCents));
    }

    /** Asks clients to reload a list after many of its records changed at once. */
    public void emitBulkUpdate(TenantId tenant, BulkKind kind) {
        publish(tenant, BulkEvents.RECORDS_BULK_UPDATED, new RecordsBulkUpdated(kind));
    }

    public void broadcastNewMessage(TenantId tenant, MessageSnapshot message) {
        publish(tenant, MessagingEvents.MESSAGE_SENT, new MessageSent(message));
    }

    /** Announces a new message to the tenant, with a preview of its text. */
    public void broadcastMessageNotification(TenantId tenant, MessageSnapshot message) {
        String body = message.body();
        int end = Math.min(body.length(), MessageAnnounced.PREVIEW_LENGTH);
        if (end < body.length() && Character.isHighSurrogate(body.charAt(end - 1))) {
            // A lone surrogate is not valid text for some databases, codecs and clients.
            end--;
        }
        publish(
                tenant,
                MessagingEvents.MESSAGE_ANNOUNCED,
                new MessageAnnounced(
                        message.threadId(), message.id(), message.sender().id(), body.substring(0, end)));
    }

    public void broadcastMessageRead(TenantId tenant, MessageRead read) {
        publish(tenant, MessagingEvents.MESSAGE_READ, read);
    }

    public void sendUnreadCount(TenantId tenant, String userId, int unread) {
        publish(tenant, MessagingEvents.UNREAD_COUNT_CHANGED, new UnreadCountChanged(userId, unread));
    }

    /** Publishes to a thread that a user started or stopped typing, except to the typist's {@code session}. */
    public void broadcastTyping(TenantId tenant, String session, TypingChanged typing) {
        publisher.publish(MessagingEvents.TYPING_CHANGED.newEventExcept(tenant, clock.instant(), session, typing));
    }

    /** Publishes to a thread that a member opened or closed it, except to that {@code session}. */
    public void broadcastThreadVisit(TenantId tenant, String session, VisitorsChanged visitors) {
        publisher.publish(ThreadEvents.VISITORS_CHANGED.newEventExcept(tenant, clock.instant(), session, visitors));
    }

    /** Publishes that a user is online, except to their {@code session}. */
    public void broadcastUserOnline(TenantId tenant, String session, PresenceChanged presence) {
        publisher.publish(PresenceEvents.USER_CAME_ONLINE.newEventExcept(tenant, clock.instant(), session, presence));
    }

    /** Publishes a user's status, except to the {@code session} that set it. */
    public void broadcastUserStatus(TenantId tenant, String session, PresenceChanged presence) {
        publisher.publish(
                PresenceEvents.USER_STATUS_CHANGED.newEventExcept(tenant, clock.instant(), session, presence));
    }

    public void broadcastUserOffline(TenantId tenant, PresenceChanged presence) {
        publish(tenant, PresenceEvents.USER_WENT_OFFLINE, presence);
    }

    /** Publishes that a chart was opened or closed, except to the viewer's {@code session}. */
    public void broadcastPatientViewing(TenantId tenant, String session, PatientViewing viewing) {
        publisher.publish(PresenceEvents.PATIENT_VIEWING.newEventExcept(tenant, clock.instant(), session, viewing));
    }

    /** Publishes that a chart was opened or closed without a session of the viewer. */
    public void broadcastPatientViewing(TenantId tenant, PatientViewing viewing) {
        publish(tenant, PresenceEvents.PATIENT_VIEWING, viewing);
    }

    /** Publishes a measured value to the patient and to the viewers of the chart. */
    public void emitVitalRecorded(TenantId tenant, VitalSnapshot vital) {
        publish(tenant, VitalsEvents.VITAL_RECORDED, new VitalRecorded(vital));
    }

    /** Publishes to the patient and the viewers of the chart that a value is outside its threshold. */
    public void emitHealthAlert(TenantId tenant, VitalAlert alert) {
        publish(tenant, VitalsEvents.VITAL_ALERT_RAISED, new VitalAlertRaised(alert));
    }

    public void emitVitalThresholdsChanged(TenantId tenant, VitalThresholdsChanged changed) {
        publish(tenant, VitalsEvents.VITAL_THRESHOLDS_CHANGED, changed);
    }

    /** Publishes one event to its whole audience. */
    <P extends Record> void publish(TenantId tenant, EventType<P> type, P facts) {
        publisher.publish(type.newEvent(tenant, clock.instant(), facts));
    }
}
