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
 * Tells a clinic's clients what happened. Names are those of the documents that the clients' developers work from.
 *
 * <p>Helpers for stored data take part in the transaction open on the calling thread, and block: never on an event loop, and
 * after the rows they report were written. Typing, visits, presence and viewing never block and may come from any thread.
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
     * Tells the tenant that an appointment changed.
     *
     * @param before as it was, for clients who chose it and from whose choice it goes
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
     * Tells the tenant that an appointment will not take place.
     *
     * @param before as it was, for clients who chose it and from whose choice it goes
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
     * Tells the tenant that an entry of the waiting queue is new or changed.
     *
     * @param before as it was, for clients who chose it and from whose choice it goes; of a new one {@code entry} itself
     */
    public void emitQueueUpdate(TenantId tenant, QueueEntrySnapshot entry, QueueEntrySnapshot before) {
        publish(
                tenant,
                QueueEvents.QUEUE_UPDATED,
                new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(before))));
    }

    /** Tells the tenant's waiting-room screens. */
    public void emitTicketChanged(TenantId tenant, TicketChanged ticket) {
        publish(tenant, QueueEvents.TICKET_CHANGED, ticket);
    }

    /**
     * Tells the tenant that a visit is new or changed.
     *
     * @param before as it was, for clients who chose it and from whose choice it goes; of a new one {@code visit} itself
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

    /** Tells the clinic to read a list again, after many of its records changed at once. */
    public void emitBulkUpdate(TenantId tenant, BulkKind kind) {
        publish(tenant, BulkEvents.RECORDS_BULK_UPDATED, new RecordsBulkUpdated(kind));
    }

    public void broadcastNewMessage(TenantId tenant, MessageSnapshot message) {
        publish(tenant, MessagingEvents.MESSAGE_SENT, new MessageSent(message));
    }

    /** Tells the tenant that there is a new message, with the beginning of its text. */
    public void broadcastMessageNotification(TenantId tenant, MessageSnapshot message) {
        String body = message.body();
        int end = Math.min(body.length(), MessageAnnounced.PREVIEW_LENGTH);
        if (end < body.length() && Character.isHighSurrogate(body.charAt(end - 1))) {
            // Half a character is no text: not every database, codec or client takes it.
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

    /** Tells a thread who types; the typist's own {@code session} is not told. */
    public void broadcastTyping(TenantId tenant, String session, TypingChanged typing) {
        publisher.publish(MessagingEvents.TYPING_CHANGED.newEventExcept(tenant, clock.instant(), session, typing));
    }

    /** Tells a thread that a member opened or closed it; the {@code session} in which they did is not told. */
    public void broadcastThreadVisit(TenantId tenant, String session, VisitorsChanged visitors) {
        publisher.publish(ThreadEvents.VISITORS_CHANGED.newEventExcept(tenant, clock.instant(), session, visitors));
    }

    /** Tells the tenant that a user came; the {@code session} they came with is not told. */
    public void broadcastUserOnline(TenantId tenant, String session, PresenceChanged presence) {
        publisher.publish(PresenceEvents.USER_CAME_ONLINE.newEventExcept(tenant, clock.instant(), session, presence));
    }

    /** Tells the tenant a user's new status; the {@code session} that set it is not told. */
    public void broadcastUserStatus(TenantId tenant, String session, PresenceChanged presence) {
        publisher.publish(
                PresenceEvents.USER_STATUS_CHANGED.newEventExcept(tenant, clock.instant(), session, presence));
    }

    public void broadcastUserOffline(TenantId tenant, PresenceChanged presence) {
        publish(tenant, PresenceEvents.USER_WENT_OFFLINE, presence);
    }

    /** Tells the tenant who has a chart open; the viewer's own {@code session} is not told. */
    public void broadcastPatientViewing(TenantId tenant, String session, PatientViewing viewing) {
        publisher.publish(PresenceEvents.PATIENT_VIEWING.newEventExcept(tenant, clock.instant(), session, viewing));
    }

    /** Tells the tenant who has a chart open, where no session of the viewer took part. */
    public void broadcastPatientViewing(TenantId tenant, PatientViewing viewing) {
        publish(tenant, PresenceEvents.PATIENT_VIEWING, viewing);
    }

    /** Tells a patient, and who has the chart open, of a measured value. */
    public void emitVitalRecorded(TenantId tenant, VitalSnapshot vital) {
        publish(tenant, VitalsEvents.VITAL_RECORDED, new VitalRecorded(vital));
    }

    /** Tells a patient, and who has the chart open, that a value lies outside its threshold. */
    public void emitHealthAlert(TenantId tenant, VitalAlert alert) {
        publish(tenant, VitalsEvents.VITAL_ALERT_RAISED, new VitalAlertRaised(alert));
    }

    public void emitVitalThresholdsChanged(TenantId tenant, VitalThresholdsChanged changed) {
        publish(tenant, VitalsEvents.VITAL_THRESHOLDS_CHANGED, changed);
    }

    /** One event that everybody in its audience receives. */
    <P extends Record> void publish(TenantId tenant, EventType<P> type, P facts) {
        publisher.publish(type.newEvent(tenant, clock.instant(), facts));
    }
}
