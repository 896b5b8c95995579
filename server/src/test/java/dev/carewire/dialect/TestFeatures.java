package dev.carewire.dialect;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAttachments;
import dev.carewire.adapter.jdbi.JdbiMessages;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiThreads;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.TestAssistant;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.adapter.jdbi.TestVitals;
import dev.carewire.call.Calls;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.dialect.standard.StandardFeatures;
import dev.carewire.emit.CallEmit;
import dev.carewire.emit.Emit;
import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.Messaging;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.patient.Patients;
import dev.carewire.presence.TestPresence;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The features behind a dialect, on a database. */
public final class TestFeatures {

    private TestFeatures() {}

    public static StandardFeatures over(Database database, Publisher publisher, Clock clock) {
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
        return new StandardFeatures(
                messaging,
                TestPresence.over(emit, alarms, clock),
                new Patients(new JdbiPatients(database), transactions, emit, clock),
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
}
