package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.Parallel;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.Event;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.NotificationEvents.UnreadNotificationsChanged;
import dev.carewire.event.NotificationPriority;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.messaging.ThreadMembers;
import dev.carewire.messaging.UploadLimits;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.Notifications;
import dev.carewire.rate.RateLimit;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.KeptRecords;
import dev.carewire.user.UserDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Unread counts follow what a user can still read, and the newest published count is the true one. */
class UnreadCountsTest extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00.250Z");

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final JdbiTransactions transactions = new JdbiTransactions(database());
    private final JdbiThreads threads = new JdbiThreads(database(), KeptRecords.ALL, UserDirectory.CLOSED);
    private final JdbiMessages messages = new JdbiMessages(database());
    private final Publisher publisher = TestPublishers.over(database(), told::add);
    private final Emit emit = new Emit(publisher, clock);
    private final MessagingEmit messagingEmit = new MessagingEmit(publisher, clock);
    private final MessageAttachments attachments = new MessageAttachments(
            transactions,
            threads,
            new JdbiAttachments(database()),
            new InMemoryAttachmentStore(),
            new AttachmentLimits(1_000, 1_000, new UploadLimits(4, 8, 16), Duration.ofHours(1)),
            clock);
    private final Messaging messaging = new Messaging(
            transactions, threads, messages, attachments, emit, new ManualTimers(), RateLimit.perMinute(1_000), clock);
    private final ThreadMembers members =
            new ThreadMembers(transactions, threads, new JdbiMemberships(database()), emit, messagingEmit, clock);
    private final MessageChanges changes = new MessageChanges(
            transactions,
            threads,
            messages,
            new JdbiMessageRevisions(database()),
            attachments,
            emit,
            messagingEmit,
            Duration.ofHours(24),
            clock);

    private final Caller ada = Callers.caller(tenant, "ada", Role.NURSE);
    private final Caller bob = Callers.caller(tenant, "bob", Role.NURSE);
    private final Caller cy = Callers.caller(tenant, "cy", Role.DOCTOR);

    UnreadCountsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void addUsers() {
        for (Caller user : List.of(ada, bob, cy)) {
            TestUsers.add(database(), tenant, user.userId(), user.userId(), "North");
        }
    }

    @Test
    void nothingIsUnreadAfterAllMessagesWereRetracted() {
        String thread = open("bob", "cy");
        List<MessageSnapshot> sent = List.of(messaging.send(ada, thread, "one"), messaging.send(ada, thread, "two"));
        assertThat(counted(bob)).isEqualTo(2);
        told.clear();

        sent.forEach(message -> retract(ada, thread, message.id()));

        assertThat(counted(bob)).isZero();
        assertThat(messaging.thread(bob, thread).unread()).isZero();
        assertThat(published("bob")).containsExactly(1, 0);
        assertThat(published("cy")).containsExactly(1, 0);
        assertThat(published("ada")).isEmpty();
    }

    @Test
    void aRetractedMessageThatWasReadChangesNoCount() {
        String thread = open("bob", "cy");
        MessageSnapshot read = messaging.send(ada, thread, "one");
        messaging.markRead(bob, thread, Optional.empty());
        messaging.send(ada, thread, "two");
        told.clear();

        retract(ada, thread, read.id());

        assertThat(counted(bob)).isEqualTo(1);
        assertThat(published("bob")).isEmpty();
        assertThat(published("cy")).containsExactly(1);
    }

    @Test
    void retractingChangesNoCountOfItsSender() {
        String thread = open("bob");
        messaging.send(bob, thread, "unread by ada");
        MessageSnapshot own = messaging.send(ada, thread, "own");

        retract(ada, thread, own.id());

        assertThat(counted(ada)).isEqualTo(1);
        messaging.markRead(ada, thread, Optional.empty());
        assertThat(counted(ada)).isZero();
    }

    @Test
    void messagesAfterARetractedOneAreCounted() {
        String thread = open("bob");
        MessageSnapshot first = messaging.send(ada, thread, "one");
        MessageSnapshot second = messaging.send(ada, thread, "two");
        retract(ada, thread, second.id());
        messaging.send(ada, thread, "three");

        assertThat(counted(bob)).isEqualTo(2);
        messaging.markRead(bob, thread, Optional.of(first.id()));
        assertThat(counted(bob)).isEqualTo(1);
        assertThat(messaging.thread(bob, thread).unread()).isEqualTo(1);
    }

    /** A member with only retracted messages before an own one has read everything. */
    @Test
    void anOwnMessageAfterRetractedOnesLeavesNothingUnread() {
        String thread = open("bob");
        retract(ada, thread, messaging.send(ada, thread, "one").id());
        messaging.send(bob, thread, "two");

        assertThat(counted(bob)).isZero();
        messaging.send(ada, thread, "three");
        assertThat(counted(bob)).isEqualTo(1);
    }

    /** Random commands in two threads, against a model that remembers who has not read which message. */
    @Test
    void everyCountIsTrueAfterRandomCommands() {
        List<Caller> users = List.of(ada, bob, cy);
        List<String> both = List.of(open("bob", "cy"), open("bob", "cy"));
        Map<String, Set<String>> unread = new HashMap<>();
        Map<String, List<MessageSnapshot>> sent = new HashMap<>();
        users.forEach(user -> unread.put(user.userId(), new TreeSet<>()));
        both.forEach(thread -> sent.put(thread, new ArrayList<>()));
        Random random = new Random(23);
        for (int step = 0; step < 300; step++) {
            clock.advance(Duration.ofSeconds(1));
            Caller user = users.get(random.nextInt(users.size()));
            String thread = both.get(random.nextInt(both.size()));
            List<MessageSnapshot> inThread = sent.get(thread);
            int choice = random.nextInt(10);
            if (choice < 4 || inThread.isEmpty()) {
                MessageSnapshot message = messaging.send(user, thread, "message " + step);
                inThread.add(message);
                unread.forEach((reader, ids) -> {
                    if (!reader.equals(user.userId())) {
                        ids.add(message.id());
                    }
                });
            } else if (choice < 7) {
                MessageSnapshot message = inThread.get(random.nextInt(inThread.size()));
                if (message.sender().id().equals(user.userId())) {
                    retract(user, thread, message.id());
                    unread.values().forEach(ids -> ids.remove(message.id()));
                }
            } else if (choice == 7) {
                MessageSnapshot message = inThread.get(inThread.size() - 1);
                if (message.sender().id().equals(user.userId()) && isThere(thread, message)) {
                    changes.edit(user, thread, message.id(), "edited " + step, ExtraChange.none(), before -> {});
                }
            } else {
                int upTo = random.nextInt(inThread.size());
                messaging.markRead(user, thread, Optional.of(inThread.get(upTo).id()));
                inThread.subList(0, upTo + 1)
                        .forEach(message -> unread.get(user.userId()).remove(message.id()));
            }
            for (Caller reader : users) {
                int expected = unread.get(reader.userId()).size();
                assertThat(counted(reader)).as("step %d", step).isEqualTo(expected);
                assertThat(lastPublished(reader)).as("step %d", step).isEqualTo(expected);
                assertThat(both.stream()
                                .mapToInt(one -> messaging.thread(reader, one).unread())
                                .sum())
                        .as("step %d", step)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aMemberWhoLeavesAndReturnsOwesNothing() {
        String thread = open("bob", "cy");
        MessageSnapshot message = messaging.send(ada, thread, "one");
        members.remove(bob, thread, "bob");
        assertThat(lastPublished(bob)).isZero();
        members.add(ada, thread, Set.of("bob"));
        told.clear();

        retract(ada, thread, message.id());

        assertThat(counted(bob)).isZero();
        assertThat(published("bob")).isEmpty();
        assertThat(published("cy")).containsExactly(0);
    }

    @Test
    void theNewestPublishedCountIsTrueThoughAllRetractAndReadAtOnce() throws Exception {
        String thread = open("bob", "cy");
        List<MessageSnapshot> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sent.add(messaging.send(ada, thread, "message " + i));
        }

        Parallel.run(8, worker -> {
            for (int i = worker; i < sent.size(); i += 8) {
                String id = sent.get(i).id();
                if (worker % 2 == 0) {
                    retract(ada, thread, id);
                } else {
                    messaging.markRead(bob, thread, Optional.of(id));
                }
            }
        });

        assertThat(lastPublished(bob)).isEqualTo(counted(bob)).isZero();
        assertThat(lastPublished(cy)).isEqualTo(counted(cy)).isEqualTo(20);
    }

    /** Notifications: dismissed ones do not count, and deleted ones are counted no more, with a new count for their user. */
    @Test
    void notificationsThatAreDismissedOrExpireAreNotUnread() {
        TestClock longAgo = new TestClock(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        Notifications notifications = WiredFeatures.over(
                        database(), TestPublishers.over(database(), told::add), longAgo)
                .client()
                .notifications();
        List<String> ids = new ArrayList<>();
        for (String title : List.of("first", "second", "third")) {
            ids.add(notifications
                    .send(
                            tenant,
                            NotificationDraft.of(
                                    "ada",
                                    new NotificationKind("general"),
                                    title,
                                    "Message",
                                    NotificationPriority.NORMAL))
                    .id());
        }
        assertThat(notifications.countUnread(ada)).isEqualTo(3);

        notifications.dismiss(ada, Optional.empty(), ids.get(1));
        assertThat(notifications.countUnread(ada)).isEqualTo(2);
        told.clear();

        longAgo.advance(Duration.ofDays(2));
        notifications.deleteOlderThan(Duration.ofDays(1));

        assertThat(notifications.countUnread(ada)).isZero();
        assertThat(told.stream().<Record>map(Event::payload)).contains(new UnreadNotificationsChanged("ada", 0));
    }

    private void retract(Caller caller, String thread, String message) {
        changes.retract(caller, thread, message, before -> {});
    }

    private boolean isThere(String thread, MessageSnapshot message) {
        return messages.find(tenant, thread, message.id())
                .filter(stored -> stored.retractedAt().isEmpty())
                .isPresent();
    }

    private String open(String... others) {
        return messaging
                .create(ada, new ThreadForm(Optional.empty(), Optional.empty(), Set.of(others)))
                .id();
    }

    private int counted(Caller user) {
        return threads.countUnread(tenant, Set.of(user.userId())).getOrDefault(user.userId(), 0);
    }

    private List<Integer> published(String userId) {
        synchronized (told) {
            return told.stream()
                    .filter(event -> event.payload() instanceof UnreadCountChanged changed
                            && changed.userId().equals(userId))
                    .map(event -> ((UnreadCountChanged) event.payload()).unread())
                    .toList();
        }
    }

    private int lastPublished(Caller user) {
        List<Integer> counts = published(user.userId());
        return counts.isEmpty() ? 0 : counts.get(counts.size() - 1);
    }
}
