package dev.carewire.dialect;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiAttachments;
import dev.carewire.adapter.jdbi.JdbiMessages;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiQueueEntries;
import dev.carewire.adapter.jdbi.JdbiRecordDirectory;
import dev.carewire.adapter.jdbi.JdbiThreads;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.TestAssistant;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.adapter.jdbi.TestVitals;
import dev.carewire.app.wiring.CareWorkflow;
import dev.carewire.appointment.AppointmentListener;
import dev.carewire.appointment.AppointmentRecords;
import dev.carewire.appointment.Appointments;
import dev.carewire.call.Calls;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.emit.CallEmit;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.RoomMessages;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.patient.Patients;
import dev.carewire.presence.TestPresence;
import dev.carewire.queue.QueueRecords;
import dev.carewire.record.References;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The features behind a dialect, on a database. */
public final class TestFeatures {

    private TestFeatures() {}

    public static ClientFeatures over(Database database, Publisher publisher, Clock clock) {
        Emit emit = new Emit(publisher, clock);
        ManualTimers alarms = new ManualTimers();
        JdbiTransactions transactions = new JdbiTransactions(database);
        JdbiThreads threads = new JdbiThreads(database);
        MessageAttachments attachments = new MessageAttachments(
                transactions,
                threads,
                new JdbiAttachments(database),
                new InMemoryAttachmentStore(),
                new AttachmentLimits(1, 1, Duration.ofHours(1)),
                clock);
        Messaging messaging =
                new Messaging(transactions, threads, new JdbiMessages(database), attachments, emit, alarms, clock);
        TestVitals vitals = TestVitals.over(database, emit, clock);
        return new ClientFeatures(
                messaging,
                new RoomMessages(new MessagingEmit(publisher, clock)),
                new Patients(new JdbiPatients(database), transactions, emit, clock),
                appointments(database, transactions, emit, clock),
                TestPresence.over(emit, alarms, clock),
                TestNotifications.over(database, publisher, clock),
                TestNotifications.preferences(database, publisher, clock),
                new ConnectedRecipients(clock),
                vitals.vitals(),
                vitals.thresholds(),
                new Calls(messaging::requireSharedThread, new CallEmit(publisher, clock), alarms),
                TestAssistant.over(database, messaging, publisher, clock),
                TestRecordings.recordings(database, publisher, clock),
                TestRecordings.live(Optional.empty(), database, publisher, clock));
    }

    private static Appointments appointments(Database database, JdbiTransactions transactions, Emit emit, Clock clock) {
        JdbiAppointments stored = new JdbiAppointments(database);
        References references = new References(new JdbiRecordDirectory(database));
        AppointmentListener listener = new NoReminders();
        AppointmentRecords records = new AppointmentRecords(stored, references, listener, emit, clock);
        CareWorkflow workflow =
                new CareWorkflow(records, new QueueRecords(new JdbiQueueEntries(database), references, emit, clock));
        return new Appointments(stored, records, references, workflow, listener, transactions, emit, clock);
    }

    private static final class NoReminders implements AppointmentListener {
        @Override
        public void onCreated(TenantId tenant, AppointmentSnapshot appointment) {
            // Nobody is reminded here.
        }

        @Override
        public void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
            // Nobody is reminded here.
        }

        @Override
        public void onRemoved(TenantId tenant, AppointmentSnapshot appointment) {
            // Nobody is reminded here.
        }
    }
}
