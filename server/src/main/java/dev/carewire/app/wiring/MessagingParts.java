package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAttachments;
import dev.carewire.adapter.jdbi.JdbiMemberships;
import dev.carewire.adapter.jdbi.JdbiMessageRevisions;
import dev.carewire.adapter.jdbi.JdbiMessages;
import dev.carewire.adapter.jdbi.JdbiThreads;
import dev.carewire.app.config.MessagingConfig;
import dev.carewire.call.Calls;
import dev.carewire.cluster.Transactions;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.emit.CallEmit;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.http.Route;
import dev.carewire.messaging.AttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.RoomMessages;
import dev.carewire.messaging.ThreadMembers;
import dev.carewire.messaging.ThreadRepository;
import dev.carewire.messaging.ThreadsKeptElsewhere;
import dev.carewire.record.RecordKind;
import dev.carewire.rest.AttachmentRoutes;
import dev.carewire.rest.KeptRoutes;
import dev.carewire.rest.MessageRoutes;
import java.time.Clock;
import java.util.stream.Stream;

/** The parts of messages, attachments and calls. */
record MessagingParts(
        Messaging messaging,
        RoomMessages roomMessages,
        ThreadMembers members,
        MessageChanges changes,
        MessageAttachments attachments,
        Calls calls) {

    /**
     * Creates the parts.
     *
     * @param files stores attachments
     * @param alarms end stale typing indicators and unanswered calls
     */
    static MessagingParts create(
            CoreParts base, AttachmentStore files, MessagingConfig config, TransientTimers alarms) {
        Database database = base.database();
        Transactions transactions = base.transactions();
        Emit emit = base.emit();
        Clock clock = base.clock();
        MessagingEmit messagingEmit = new MessagingEmit(base.publisher(), clock);
        boolean keepsThreads = base.kept().keeps(RecordKind.THREADS);
        ThreadRepository threads =
                keepsThreads ? new JdbiThreads(database, base.kept(), base.users()) : new ThreadsKeptElsewhere();
        JdbiMessages messages = new JdbiMessages(database);
        MessageAttachments attachments = new MessageAttachments(
                transactions, threads, new JdbiAttachments(database), files, config.attachments(), clock);
        Messaging messaging =
                new Messaging(transactions, threads, messages, attachments, emit, alarms, config.newThreads(), clock);
        return new MessagingParts(
                messaging,
                new RoomMessages(messagingEmit),
                new ThreadMembers(transactions, threads, new JdbiMemberships(database), emit, messagingEmit, clock),
                new MessageChanges(
                        transactions,
                        threads,
                        messages,
                        new JdbiMessageRevisions(database),
                        attachments,
                        emit,
                        messagingEmit,
                        config.editWindow(),
                        clock),
                attachments,
                new Calls(
                        keepsThreads ? messaging::requireSharedThread : MessagingParts::mayCallAnyone,
                        new CallEmit(base.publisher(), clock),
                        alarms));
    }

    /** Where another system keeps the threads, a caller with the right to a thread may call any user of the clinic. */
    private static void mayCallAnyone(Caller caller, String threadId, String otherUserId) {}

    Stream<Route> routes(KeptRoutes kept) {
        return Stream.of(
                        kept.of(RecordKind.THREADS, new MessageRoutes(messaging, members, changes).routes()),
                        kept.of(RecordKind.THREADS, new AttachmentRoutes(attachments).routes()))
                .flatMap(routes -> routes);
    }
}
