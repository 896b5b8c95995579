package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.Parallel;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.messaging.MessagePosition;
import dev.carewire.messaging.MessageRepository;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.NewMessage;
import dev.carewire.messaging.ReadPosition;
import dev.carewire.messaging.ThreadRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.UserDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The repositories of threads and messages. */
class ThreadsTest extends DatabaseTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    private final ThreadRepository threads = new JdbiThreads(database(), KeptRecords.ALL, UserDirectory.CLOSED);
    private final MessageRepository messages = new JdbiMessages(database());
    private final Transactions transactions = new JdbiTransactions(database());

    ThreadsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void knowsTheUsersOfTheTenantAlone() {
        TestUsers.add(database(), tenant, "ada", "Ada", "Byron");
        TestUsers.add(database(), otherTenant, "eve", "Eve", "Else");

        assertThat(threads.existingUsers(tenant, Set.of("ada", "eve", "nobody")))
                .containsExactly("ada");
        assertThat(threads.existingUsers(tenant, Set.of())).isEmpty();
    }

    /** Regression: a closed directory rejected all members, although no client could enter users. */
    @Test
    void acceptsAnyMemberWhereTheServerDoesNotKeepTheUsers() {
        KeptRecords withoutUsers = new KeptRecords(Set.of(RecordKind.THREADS));
        ThreadRepository relaying = new JdbiThreads(database(), withoutUsers, UserDirectory.CLOSED);

        assertThat(relaying.existingUsers(tenant, Set.of("ada", "nobody"))).containsExactlyInAnyOrder("ada", "nobody");
    }

    @Test
    void listsAMembersThreadsWithTheLatestActivityFirst() {
        MessageThread quiet = thread("quiet", AT.plusMillis(5), "ada", "bob");
        MessageThread busy = thread("busy", AT, "ada");
        MessageThread idle = thread("idle", AT.plusMillis(1), "ada");
        List.of(quiet, busy, idle).forEach(thread -> threads.add(tenant, thread));
        threads.add(tenant, thread("foreign", AT, "bob"));
        threads.add(otherTenant, thread("elsewhere", AT, "ada"));
        append("busy", "m1", "ada", AT.plusMillis(9));

        assertThat(latest("ada", 10))
                .containsExactly(
                        new MessageThread(
                                "busy",
                                busy.subject(),
                                Optional.of("ada"),
                                List.of("ada"),
                                AT,
                                Optional.of(AT.plusMillis(9)),
                                0,
                                ExtraFields.NONE),
                        quiet,
                        idle);
        assertThat(latest("ada", 1)).extracting(MessageThread::id).containsExactly("busy");
        assertThat(latest("nobody", 10)).isEmpty();
    }

    @Test
    void listsAMembersThreadsBehindAPlaceAlone() {
        for (String id : List.of("a", "b", "c", "d")) {
            threads.add(tenant, thread(id, AT, "ada"));
        }
        append("c", "m1", "ada", AT.plusMillis(1));

        assertThat(behind(AT.plusMillis(1), "c")).containsExactly("a", "b", "d");
        assertThat(behind(AT, "a")).containsExactly("b", "d");
        assertThat(behind(AT, "c")).containsExactly("d");
        assertThat(behind(AT, "d")).isEmpty();
    }

    private List<String> behind(Instant at, String id) {
        return threads.listForMember(tenant, "ada", Optional.of(new TimeCursor(at, id)), 10).stream()
                .map(MessageThread::id)
                .toList();
    }

    @Test
    void keepsAThreadWithoutASubject() {
        MessageThread thread = new MessageThread(
                "t", Optional.empty(), Optional.empty(), List.of("ada"), AT, Optional.empty(), 0, ExtraFields.NONE);
        threads.add(tenant, thread);

        assertThat(latest("ada", 10)).containsExactly(thread);
    }

    @Test
    void tellsMembersFromOthers() {
        threads.add(tenant, thread("t", AT, "ada"));

        assertThat(threads.isMember(tenant, "t", "ada")).isTrue();
        assertThat(threads.isMember(tenant, "t", "bob")).isFalse();
        assertThat(threads.isMember(tenant, "unknown", "ada")).isFalse();
        assertThat(threads.isMember(otherTenant, "t", "ada")).isFalse();
    }

    @Test
    void returnsTheMembersOfAThreadItLocks() {
        threads.add(tenant, thread("t", AT, "bob", "ada"));

        assertThat(threads.lock(tenant, "t")).containsExactly("ada", "bob");
        assertThat(threads.lock(tenant, "unknown")).isEmpty();
        assertThat(threads.lock(otherTenant, "t")).isEmpty();
    }

    @Test
    void showsTheSendersNameAsTheClinicHasIt() {
        TestUsers.add(database(), tenant, "ada", "Ada", "Byron");
        TestUsers.add(database(), otherTenant, "bob", "Not", "Him");
        threads.add(tenant, thread("t", AT, "ada", "bob"));

        MessageSnapshot known = append("t", "m1", "ada", AT);
        MessageSnapshot unknown = append("t", "m2", "bob", AT);

        assertThat(known).isEqualTo(message("m1", "ada", "Ada", "Byron"));
        assertThat(unknown).isEqualTo(message("m2", "bob", "Token of bob", ""));
        assertThat(messages.findBefore(tenant, "t", Long.MAX_VALUE, 10)).containsExactly(unknown, known);
    }

    @Test
    void listsNewestMessagesFirstUpToTheLimit() {
        threads.add(tenant, thread("t", AT, "ada"));
        threads.add(tenant, thread("other", AT, "ada"));
        List.of("m1", "m2", "m3").forEach(id -> append("t", id, "ada", AT));
        append("other", "m4", "ada", AT);

        assertThat(ids("t", 2)).containsExactly("m3", "m2");
        assertThat(ids("t", 10)).containsExactly("m3", "m2", "m1");
        assertThat(messages.findBefore(tenant, "t", 3, 10))
                .extracting(MessageSnapshot::id)
                .containsExactly("m2", "m1");
        assertThat(messages.findBefore(tenant, "t", 1, 10)).isEmpty();
        assertThat(messages.findBefore(otherTenant, "t", Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void numbersTheMessagesOfAThreadFromOne() {
        threads.add(tenant, thread("t", AT, "ada"));
        threads.add(tenant, thread("empty", AT, "ada"));
        append("t", "m1", "ada", AT);
        append("t", "m2", "ada", AT);

        assertThat(messages.position(tenant, "t", "m1")).contains(new MessagePosition("m1", 1));
        assertThat(messages.newestPosition(tenant, "t")).contains(new MessagePosition("m2", 2));
        assertThat(messages.position(tenant, "t", "unknown")).isEmpty();
        assertThat(messages.position(tenant, "empty", "m1")).isEmpty();
        assertThat(messages.position(otherTenant, "t", "m1")).isEmpty();
        assertThat(messages.newestPosition(tenant, "empty")).isEmpty();
        assertThat(messages.newestPosition(otherTenant, "t")).isEmpty();
    }

    @Test
    void givesBackTheNumberOfAMessageThatWasRolledBack() {
        threads.add(tenant, thread("t", AT, "ada"));
        append("t", "m1", "ada", AT);
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    append("t", "lost", "ada", AT);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        append("t", "m2", "ada", AT);

        assertThat(messages.newestPosition(tenant, "t")).contains(new MessagePosition("m2", 2));
        assertThat(ids("t", 10)).containsExactly("m2", "m1");
    }

    @Test
    void countsOthersMessagesBehindTheReadMarkOverAllThreads() {
        threads.add(tenant, thread("t", AT, "ada", "bob"));
        threads.add(tenant, thread("u", AT, "ada", "bob", "cy"));
        append("t", "m1", "ada", AT);
        append("t", "m2", "ada", AT);
        append("u", "m3", "cy", AT);

        assertThat(threads.countUnread(tenant, Set.of("ada", "bob", "cy", "nobody")))
                .isEqualTo(Map.of("ada", 1, "bob", 3, "cy", 0));
        assertThat(threads.countUnread(otherTenant, Set.of("ada"))).isEmpty();
        assertThat(threads.countUnread(tenant, Set.of())).isEmpty();

        threads.markRead(tenant, "t", "bob", new ReadPosition(new MessagePosition("m1", 1), AT));

        assertThat(threads.countUnread(tenant, Set.of("bob"))).isEqualTo(Map.of("bob", 2));
        assertThat(latest("bob", 10)).extracting(MessageThread::unread).containsExactlyInAnyOrder(1, 1);
    }

    @Test
    void neverCountsOwnMessagesAsUnread() {
        threads.add(tenant, thread("t", AT, "ada", "bob"));
        append("t", "b1", "bob", AT);
        append("t", "a2", "ada", AT);
        append("t", "b3", "bob", AT);
        append("t", "a4", "ada", AT);
        append("t", "b5", "bob", AT);
        assertThat(unread("ada")).isEqualTo(3);

        threads.markRead(tenant, "t", "ada", new ReadPosition(new MessagePosition("b1", 1), AT));
        assertThat(unread("ada")).isEqualTo(2);
        append("t", "a6", "ada", AT);
        assertThat(unread("ada")).isEqualTo(2);
        threads.markRead(tenant, "t", "ada", new ReadPosition(new MessagePosition("b3", 3), AT));
        assertThat(unread("ada")).isEqualTo(1);
        threads.markRead(tenant, "t", "ada", new ReadPosition(new MessagePosition("a6", 6), AT));
        assertThat(unread("ada")).isZero();
        append("t", "b7", "bob", AT);
        assertThat(unread("ada")).isEqualTo(1);
    }

    @Test
    void movesTheReadMarkOfASenderWhoHadReadEverything() {
        threads.add(tenant, thread("t", AT, "ada", "bob"));
        assertThat(threads.readPosition(tenant, "t", "ada")).isEmpty();

        append("t", "a1", "ada", AT);
        assertThat(threads.readPosition(tenant, "t", "ada"))
                .contains(new ReadPosition(new MessagePosition("a1", 1), AT));

        append("t", "b2", "bob", AT);
        append("t", "a3", "ada", AT.plusMillis(1));
        assertThat(threads.readPosition(tenant, "t", "ada"))
                .contains(new ReadPosition(new MessagePosition("a1", 1), AT));
        assertThat(threads.readPosition(tenant, "t", "bob")).isEmpty();
        assertThat(threads.readPosition(otherTenant, "t", "ada")).isEmpty();
    }

    @Test
    void numbersConsecutivelyThoughManySendAtOnce() throws Exception {
        threads.add(tenant, thread("t", AT, "ada"));
        int senders = 6;
        int each = 15;
        Parallel.run(senders, sender -> {
            for (int i = 0; i < each; i++) {
                String id = sender + "-" + i;
                transactions.inTransaction(() -> {
                    threads.lock(tenant, "t");
                    append("t", id, "ada", AT);
                });
            }
        });

        List<Long> sequences = ids("t", 200).stream()
                .map(id -> messages.position(tenant, "t", id).orElseThrow().sequence())
                .toList();
        int all = senders * each;
        assertThat(sequences)
                .isEqualTo(LongStream.range(0, all).mapToObj(i -> all - i).toList());
    }

    @Test
    void holdsAThreadUntilTheEndOfTheTransaction() throws Exception {
        threads.add(tenant, thread("t", AT, "ada"));
        threads.add(tenant, thread("other", AT, "ada"));

        assertHeld(() -> threads.lock(tenant, "t"), () -> threads.lock(tenant, "other"));
    }

    @Test
    void holdsAnInboxUntilTheEndOfTheTransaction() throws Exception {
        threads.add(tenant, thread("t", AT, "ada", "bob"));

        assertHeld(() -> threads.lockInboxes(tenant, inbox("ada")), () -> threads.lockInboxes(tenant, inbox("bob")));
    }

    /** Asserts that {@code lock} waits for another transaction that holds the lock, and that {@code free} does not. */
    private void assertHeld(Runnable lock, Runnable free) throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch freeWasLocked = new CountDownLatch(1);

        Parallel.run(2, thread -> {
            if (thread == 0) {
                transactions.inTransaction(() -> {
                    lock.run();
                    held.countDown();
                    await(freeWasLocked);
                    // Work enough for the other one to get past a lock that does not hold.
                    for (int i = 0; i < 50; i++) {
                        threads.countUnread(tenant, Set.of("ada"));
                    }
                    order.add("first");
                });
            } else {
                await(held);
                transactions.inTransaction(free);
                freeWasLocked.countDown();
                transactions.inTransaction(() -> {
                    lock.run();
                    order.add("second");
                });
            }
        });

        assertThat(order).containsExactly("first", "second");
    }

    private static SortedSet<String> inbox(String user) {
        return new TreeSet<>(Set.of(user));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private MessageSnapshot append(String thread, String id, String sender, Instant at) {
        return messages.append(tenant, new NewMessage(id, thread, sender, "Token of " + sender, "Body of " + id, at));
    }

    private int unread(String user) {
        return threads.countUnread(tenant, Set.of(user)).get(user);
    }

    private List<String> ids(String thread, int limit) {
        return messages.findBefore(tenant, thread, Long.MAX_VALUE, limit).stream()
                .map(MessageSnapshot::id)
                .toList();
    }

    private static MessageThread thread(String id, Instant createdAt, String... members) {
        return new MessageThread(
                id,
                Optional.of("Subject of " + id),
                Optional.of(members[0]),
                List.of(members),
                createdAt,
                Optional.empty(),
                0,
                ExtraFields.NONE);
    }

    private static MessageSnapshot message(String id, String sender, String firstName, String lastName) {
        return new MessageSnapshot(
                id,
                "t",
                "Body of " + id,
                new StaffSnapshotBuilder(sender, firstName, lastName).build(),
                AT,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ExtraFields.NONE);
    }

    private List<MessageThread> latest(String member, int limit) {
        return threads.listForMember(tenant, member, Optional.empty(), limit);
    }
}
