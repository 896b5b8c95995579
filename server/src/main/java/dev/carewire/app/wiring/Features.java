package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiIdempotencyKeys;
import dev.carewire.adapter.jdbi.JdbiServerKeys;
import dev.carewire.app.config.Config;
import dev.carewire.appointment.AppointmentListener;
import dev.carewire.cluster.Timers;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.http.CursorSeal;
import dev.carewire.http.EncryptedCursors;
import dev.carewire.http.Route;
import dev.carewire.idempotency.IdempotentCommands;
import dev.carewire.idempotency.IdempotentRequests;
import dev.carewire.lab.LabResultListener;
import dev.carewire.messaging.AttachmentStore;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.rest.KeptRoutes;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** All features over one database, as other parts need them. */
record Features(
        KeptRoutes kept,
        IdempotentRequests requests,
        CursorSeal cursors,
        UserParts users,
        ClinicParts clinic,
        CareRecordParts records,
        NotificationParts notifications,
        MessagingParts messaging,
        VitalsParts vitals,
        EmissionParts emissions,
        AssistantParts assistant,
        TranscriptionParts transcription,
        PresenceParts presence,
        RoomParts rooms) {

    /**
     * Creates the features.
     *
     * @param files stores attachments
     * @param timers survive a restart
     * @param alarms timers that are lost on a restart
     * @param workers run blocking tasks
     * @param deliveries notified of every event before the sessions
     */
    static Features create(
            CoreParts base,
            Config config,
            AttachmentStore files,
            Timers timers,
            TransientTimers alarms,
            Executor workers,
            ConnectedRecipients deliveries) {
        UserParts users = UserParts.create(base, config.users().learnedRetention());
        NotificationParts notifications =
                NotificationParts.create(base, users.repository(), timers, deliveries, config.notifications());
        MessagingParts messaging = MessagingParts.create(base, files, config.messaging(), alarms);
        PatientNotifier news = new PatientNotifier(notifications.announcements());
        AppointmentListener reminded =
                new AppointmentReminderListener(notifications.reminders().appointments());
        ClinicParts clinic = ClinicParts.create(
                base,
                config.notifications().appointmentsToPatients()
                        ? new AppointmentListeners(List.of(reminded, news))
                        : reminded,
                config.longestWait());
        StaffNotifier staff = new StaffNotifier(notifications.announcements());
        LabResultListener results = config.notifications().labResultsToPatients()
                ? (tenant, result) -> {
                    staff.onResultReady(tenant, result);
                    news.onResultReady(tenant, result);
                }
                : staff;
        IdempotentRequests requests = new IdempotentRequests(
                new JdbiIdempotencyKeys(base.database()),
                base.transactions(),
                config.limits().idempotencyKeys(),
                base.clock());
        return new Features(
                new KeptRoutes(base.kept()),
                requests,
                new EncryptedCursors(new JdbiServerKeys(base.database()).get("lists", EncryptedCursors.KEY_LENGTH)),
                users,
                clinic,
                CareRecordParts.create(base, staff, results),
                notifications,
                messaging,
                VitalsParts.create(base, new HealthAlertNotifications(notifications.notifications()), config.vitals()),
                EmissionParts.create(
                        base,
                        requests,
                        notifications.notifications(),
                        config.families().stream().map(ClientFamily::wire).toList(),
                        config.emit()),
                AssistantParts.create(base, messaging.messaging(), config.assistant(), alarms, workers),
                TranscriptionParts.create(base, config.ambient(), alarms, workers),
                PresenceParts.create(base, clinic.patients(), alarms, config.presence()),
                RoomParts.create(
                        base,
                        config.rooms(),
                        alarms,
                        workers,
                        config.listening().shutdownGrace()));
    }

    /** The features that clients use over their connections. */
    ClientFeatures client() {
        return new ClientFeatures(
                messaging.messaging(),
                messaging.roomMessages(),
                clinic.patients(),
                clinic.appointments(),
                presence.presence(),
                notifications.notifications(),
                notifications.preferences(),
                notifications.deliveries(),
                vitals.vitals(),
                vitals.thresholds(),
                messaging.calls(),
                assistant.assistant(),
                transcription.recordings(),
                transcription.live(),
                rooms.rights(),
                clinic.clinics(),
                new RepeatableCommands(new IdempotentCommands(requests)));
    }

    Stream<Route> routes() {
        return Stream.of(
                        users.routes(kept),
                        clinic.routes(kept),
                        records.routes(kept),
                        messaging.routes(kept),
                        assistant.routes(),
                        transcription.routes(),
                        notifications.routes(),
                        vitals.routes(),
                        emissions.routes(),
                        presence.routes(rooms.rights()))
                .flatMap(routes -> routes)
                .map(route -> route.withCursors(cursors));
    }

    /** The tasks that delete expired data; each blocks, and may fail independently. */
    List<Runnable> sweeps() {
        return List.of(users::sweep, messaging.attachments()::sweep);
    }

    /** Delete a batch of expired rows each. Any thread; each blocks. */
    List<Runnable> expirations() {
        return List.of(
                notifications::sweep,
                vitals.vitals()::sweep,
                requests::sweep,
                transcription.recordings()::sweep,
                presence.lastSeen()::sweep);
    }
}
