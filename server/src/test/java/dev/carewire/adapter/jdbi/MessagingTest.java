package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.Parallel;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.Emit;
import dev.carewire.event.Event;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageAnnounced;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.ThreadEvents.VisitorsChanged;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.messaging.UploadLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.record.KeptRecords;
import dev.carewire.user.UserDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messaging on a real database: its rules, and the events it publishes in which order. */
class MessagingTest extends DatabaseTest {

    private static final Optional<List<String>> MEMBERS = Optional.of(List.of("ada", "bob"));
    private static final Instant BEFORE = Instant.parse("2026-11-20T15:00:00.250Z");

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Transactions transactions = new JdbiTransactions(database());
    /** New threads of one user in a minute. */
    private static final int MAX_NEW_THREADS = 500;

    private final TickingClock clock = new TickingClock(BEFORE);
    private final ManualTimers alarms = new ManualTimers();
    private final Messaging messaging = messaging();

    private Messaging messaging() {
        JdbiThreads threads = new JdbiThreads(database(), KeptRecords.ALL, UserDirectory.CLOSED);
        MessageAttachments attachments = new MessageAttachments(
                transactions,
                threads,
                new JdbiAttachments(database()),
                new InMemoryAttachmentStore(),
                new AttachmentLimits(100, 1_000, new UploadLimits(4, 8, 16), Duration.ofHours(1)),
                clock);
        return new Messaging(
                transactions,
                threads,
                new JdbiMessages(database()),
                attachments,
                new Emit(TestPublishers.over(database(), told::add), clock),
                alarms,
                RateLimit.perMinute(MAX_NEW_THREADS),
                clock);
    }

    private final Caller ada = caller(tenant, "ada");
    private final Caller bob = caller(tenant, "bob");
    private final Caller cy = caller(tenant, "cy");
    private final Caller eve = caller(otherTenant, "eve");

    MessagingTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void addUsers() {
        TestUsers.add(database(), tenant, "ada", "Ada", "Byron");
        TestUsers.add(database(), tenant, "bob", "Bob", "Noyce");
        TestUsers.add(database(), tenant, "cy", "Cy", "Young");
        TestUsers.add(database(), otherTenant, "eve", "Eve", "Else");
    }

    @Test
    void opensAThreadWithItsCreator() {
        MessageThread thread =
                messaging.create(ada, new ThreadForm(Optional.empty(), Optional.of("  Room 2 "), Set.of("bob")));

        assertThat(thread.subject()).contains("Room 2");
        assertThat(thread.memberIds()).containsExactly("ada", "bob");
        assertThat(thread.createdAt()).isAfter(BEFORE);
        assertThat(thread.lastMessageAt()).isEmpty();
        assertThat(thread.unread()).isZero();
        assertThat(threads(ada)).containsExactly(thread);
        assertThat(threads(bob)).containsExactly(thread);
        assertThat(threads(cy)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void opensAThreadForNotesWithNobodyElse() {
        Caller unlisted = caller(tenant, "not-among-the-users");
        MessageThread notes = messaging.create(unlisted, new ThreadForm(Optional.empty(), Optional.of(" "), Set.of()));

        assertThat(notes.subject()).isEmpty();
        assertThat(notes.memberIds()).containsExactly("not-among-the-users");
        MessageSnapshot note = messaging.send(unlisted, notes.id(), "call the lab");
        assertThat(note.sender().firstName()).contains("Token of not-among-the-users");
        assertThat(note.sender().lastName()).contains("");
        assertThat(messages(unlisted, notes.id(), 10)).containsExactly(note);
    }

    @Test
    void refusesMembersWhoAreNotUsersOfTheTenant() {
        for (String stranger : List.of("nobody", "eve", "", "zero\0", "x".repeat(321), "\ud83d")) {
            assertRejected(Rejection.INVALID, () -> messaging.create(ada, untitled(Set.of("bob", stranger))));
        }
        assertThat(threads(ada)).isEmpty();
    }

    @Test
    void takesUpToAHundredMembers() {
        Set<String> others = IntStream.rangeClosed(1, Messaging.MAX_MEMBERS)
                .mapToObj(i -> "user" + i)
                .collect(Collectors.toSet());
        others.forEach(id -> TestUsers.add(database(), tenant, id, "First", "Last"));

        assertRejected(Rejection.INVALID, () -> messaging.create(ada, untitled(others)));

        others.remove("user1");
        String thread = messaging.create(ada, untitled(others)).id();
        messaging.send(ada, thread, "hello everybody");
        assertThat(told).hasSize(2 + others.size());
    }

    @Test
    void refusesSubjectsThatAreNoShortLine() {
        for (String subject : List.of("x".repeat(201), "two\nlines", "zero\0", "half \ud83d")) {
            assertRejected(
                    Rejection.INVALID,
                    () -> messaging.create(ada, new ThreadForm(Optional.empty(), Optional.of(subject), Set.of())));
        }
        assertThat(messaging
                        .create(ada, new ThreadForm(Optional.empty(), Optional.of("x".repeat(200)), Set.of()))
                        .subject())
                .contains("x".repeat(200));
    }

    @Test
    void tellsTheThreadThenTheTenantThenEachOtherMember() {
        String thread = open(ada, "bob", "cy");

        MessageSnapshot message = messaging.send(bob, thread, "Room 2 is free.");

        assertThat(message.threadId()).isEqualTo(thread);
        assertThat(message.body()).isEqualTo("Room 2 is free.");
        assertThat(message.sender().fullName()).contains("Bob Noyce");
        assertThat(message.createdAt()).isAfter(BEFORE);
        assertThat(payloads())
                .containsExactly(
                        new MessageSent(message),
                        new MessageAnnounced(thread, message.id(), "bob", "Room 2 is free."),
                        new UnreadCountChanged("ada", 1),
                        new UnreadCountChanged("cy", 1));
        assertThat(told).allSatisfy(event -> {
            assertThat(event.tenant()).isEqualTo(tenant);
            assertThat(event.exceptSession()).isEmpty();
        });
    }

    /** A regression: no message of a user whose token names them by one word or an email address could be sent. */
    @Test
    void sendsMessagesOfUsersWithOneName() {
        database()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE users SET last_name = NULL WHERE tenant = ? AND id = 'ada'", tenant.value()));
        String thread = open(ada, "bob");

        messaging.send(ada, thread, "hello");

        assertThat(messaging.messages(bob, thread, Optional.empty(), 1).items())
                .singleElement()
                .satisfies(message -> assertThat(message.sender().fullName()).contains("Ada"));
    }

    @Test
    void previewsTheBeginningOfALongMessageWithoutCuttingACharacterInHalf() {
        String thread = open(ada);
        messaging.send(ada, thread, "x".repeat(99) + "\ud83d\ude00 and more");
        messaging.send(ada, thread, "y".repeat(101));

        assertThat(payloads(MessageAnnounced.class))
                .extracting(MessageAnnounced::preview)
                .containsExactly("x".repeat(99), "y".repeat(100));
    }

    @Test
    void refusesBodiesThatAreNoText() {
        String thread = open(ada);
        for (String body : List.of("", " \n", "x".repeat(Messaging.MAX_BODY_LENGTH + 1), "zero\0", "half \ud83d")) {
            assertRejected(Rejection.INVALID, () -> messaging.send(ada, thread, body));
        }
        assertThat(told).isEmpty();

        String longest = " \ud83d\ude00\n" + "x".repeat(Messaging.MAX_BODY_LENGTH - 4);
        messaging.send(ada, thread, longest);
        assertThat(messages(ada, thread, 1)).extracting(MessageSnapshot::body).containsExactly(longest);
    }

    @Test
    void answersAlikeForForeignUnknownAndImpossibleThreads() {
        String thread = open(ada, "bob");
        messaging.send(ada, thread, "for Bob");
        told.clear();

        List<String> texts = new ArrayList<>();
        texts.addAll(refusals(cy, thread));
        texts.addAll(refusals(eve, thread));
        texts.addAll(refusals(caller(otherTenant, "ada"), thread));
        for (String impossible : List.of("unknown", "", "zero\0", "x".repeat(1_000), "\ud83d")) {
            texts.addAll(refusals(ada, impossible));
        }

        assertThat(texts).containsOnly("thread not found");
        assertThat(told).isEmpty();
        assertThat(threads(caller(otherTenant, "ada"))).isEmpty();
        messaging.requireMember(ada, thread);
        messaging.requireMember(bob, thread);
    }

    private List<String> refusals(Caller caller, String thread) {
        return Stream.<ThrowingCallable>of(
                        () -> messaging.requireMember(caller, thread),
                        () -> messaging.send(caller, thread, "hello"),
                        () -> messages(caller, thread, 10),
                        () -> markRead(caller, thread),
                        () -> messaging.markRead(caller, thread, Optional.of("unknown")))
                .map(question -> assertRejected(Rejection.NOT_FOUND, question))
                .toList();
    }

    @Test
    void listsMessagesNewestFirst() {
        String thread = open(ada, "bob");
        MessageSnapshot first = messaging.send(ada, thread, "one");
        MessageSnapshot second = messaging.send(bob, thread, "two");

        assertThat(messages(bob, thread, 200)).containsExactly(second, first);
        assertThat(messages(bob, thread, 1)).containsExactly(second);
        assertRejected(Rejection.INVALID, () -> messages(bob, thread, 0));
        assertRejected(Rejection.INVALID, () -> messages(bob, thread, 201));
    }

    @Test
    void goesThroughAThreadPageByPageThoughNewMessagesCome() {
        String thread = open(ada, "bob");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(0, messaging.send(ada, thread, "message " + i).id());
        }

        Page<MessageSnapshot> first = latest(bob, thread, 2);
        messaging.send(ada, thread, "meanwhile");
        Page<MessageSnapshot> second = messaging.messages(bob, thread, first.nextCursor(), 2);
        Page<MessageSnapshot> last = messaging.messages(bob, thread, second.nextCursor(), 2);

        assertThat(Stream.of(first, second, last)
                        .flatMap(page -> page.items().stream())
                        .map(MessageSnapshot::id))
                .containsExactlyElementsOf(sent);
        assertThat(last.nextCursor()).isEmpty();
        assertThat(messaging.messages(bob, thread, second.nextCursor(), 1).nextCursor())
                .isEmpty();
        for (String unknown :
                List.of("unknown", "zero\0", messaging.send(ada, open(ada), "x").id())) {
            assertThat(assertRejected(
                            Rejection.NOT_FOUND, () -> messaging.messages(bob, thread, Optional.of(unknown), 2)))
                    .isEqualTo("message not found");
        }
    }

    @Test
    void goesThroughTheThreadsPageByPageThoughOneMovesUp() {
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            opened.add(0, open(ada));
        }

        Page<MessageThread> first = threads(ada, 2);
        messaging.send(ada, opened.get(1), "moves up");
        Page<MessageThread> second = messaging.threads(ada, first.nextCursor(), 2);
        Page<MessageThread> last = messaging.threads(ada, second.nextCursor(), 2);

        assertThat(Stream.of(first, second, last)
                        .flatMap(page -> page.items().stream())
                        .map(MessageThread::id))
                .containsExactlyElementsOf(opened);
        assertThat(last.nextCursor()).isEmpty();
        assertRejected(Rejection.INVALID, () -> threads(ada, 0));
        assertRejected(Rejection.INVALID, () -> threads(ada, 201));
        for (String cursor : List.of("", "x", ".", "x.", ".x", "zzzzzzzzzz.x", "-1.x\0", "!.x", "zzzzzzzzz.x")) {
            assertThat(assertRejected(Rejection.INVALID, () -> messaging.threads(ada, Optional.of(cursor), 2)))
                    .startsWith("before");
        }
    }

    @Test
    void tellsTheThreadAndTheReaderThatAThreadWasRead() {
        String thread = open(ada, "bob");
        messaging.send(ada, thread, "one");
        MessageSnapshot newest = messaging.send(ada, thread, "two");
        told.clear();

        MessageRead read = markRead(bob, thread);

        assertThat(read.threadId()).isEqualTo(thread);
        assertThat(read.messageId()).isEqualTo(newest.id());
        assertThat(read.readBy()).isEqualTo("bob");
        assertThat(read.readAt()).isAfter(newest.createdAt());
        assertThat(payloads()).containsExactly(read, new UnreadCountChanged("bob", 0));
    }

    @Test
    void givesTheSameAnswerAndTellsNothingWhenItWasReadBefore() {
        String thread = open(ada, "bob");
        MessageSnapshot first = messaging.send(ada, thread, "one");
        MessageSnapshot second = messaging.send(ada, thread, "two");
        MessageRead read = messaging.markRead(bob, thread, Optional.of(second.id()));
        told.clear();

        assertThat(messaging.markRead(bob, thread, Optional.of(second.id()))).isEqualTo(read);
        assertThat(markRead(bob, thread)).isEqualTo(read);
        assertThat(messaging.markRead(bob, thread, Optional.of(first.id()))).isEqualTo(read);
        assertThat(told).isEmpty();
    }

    @Test
    void needsNoReadingOfOnesOwnMessages() {
        String thread = open(ada, "bob");
        MessageSnapshot own = messaging.send(ada, thread, "one");
        told.clear();

        MessageRead read = markRead(ada, thread);

        assertThat(read).isEqualTo(new MessageRead(thread, own.id(), "ada", own.createdAt()));
        assertThat(told).isEmpty();
    }

    @Test
    void refusesToReadAMessageThatIsNotInTheThread() {
        String thread = open(ada, "bob");
        String other = open(ada, "bob");
        MessageSnapshot elsewhere = messaging.send(ada, other, "one");
        told.clear();

        for (Optional<String> message : List.of(
                Optional.<String>empty(), Optional.of(elsewhere.id()), Optional.of("unknown"), Optional.of("zero\0"))) {
            assertThat(assertRejected(Rejection.NOT_FOUND, () -> messaging.markRead(bob, thread, message)))
                    .isEqualTo("message not found");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void countsUnreadMessagesOverAllThreadsWithoutOnesOwn() {
        String first = open(ada, "bob");
        String second = open(cy, "bob");
        MessageSnapshot one = messaging.send(ada, first, "one");
        messaging.send(cy, second, "two");
        messaging.send(bob, first, "mine");
        messaging.send(ada, first, "three");
        assertThat(unreadTold("bob")).containsExactly(1, 2, 3);
        assertThat(unreadTold("ada")).containsExactly(1);

        messaging.markRead(bob, first, Optional.of(one.id()));
        assertThat(unreadTold("bob")).containsExactly(1, 2, 3, 2);
        markRead(bob, first);
        markRead(bob, second);
        assertThat(unreadTold("bob")).containsExactly(1, 2, 3, 2, 1, 0);
        assertThat(threads(bob)).extracting(MessageThread::unread).containsExactly(0, 0);
        assertThat(threads(ada)).extracting(MessageThread::unread).containsExactly(1);
    }

    @Test
    void listsTheThreadWithTheLatestMessageFirst() {
        String older = open(ada);
        String newer = open(ada);
        assertThat(threads(ada)).extracting(MessageThread::id).containsExactly(newer, older);

        MessageSnapshot message = messaging.send(ada, older, "one");

        assertThat(threads(ada)).extracting(MessageThread::id).containsExactly(older, newer);
        assertThat(threads(ada).get(0).lastMessageAt()).contains(message.createdAt());
    }

    @Test
    void tellsTheThreadWhoTypesButNotTheTypistsSession() {
        messaging.setTyping(ada, "s1", "t", true, MEMBERS);
        messaging.setTyping(ada, "s1", "t", false, MEMBERS);

        assertThat(payloads())
                .containsExactly(
                        new TypingChanged("t", "ada", "Token of ada", true, MEMBERS),
                        new TypingChanged("t", "ada", "Token of ada", false, MEMBERS));
        assertThat(told).allSatisfy(event -> assertThat(event.exceptSession()).contains("s1"));
    }

    @Test
    void tellsTheThreadWhoOpensAndClosesItButNotTheirSession() {
        messaging.publishVisit(ada, "s1", "t", true);
        messaging.publishVisit(ada, "s1", "t", false);

        assertThat(payloads())
                .containsExactly(
                        new VisitorsChanged("t", "ada", "Token of ada", true),
                        new VisitorsChanged("t", "ada", "Token of ada", false));
        assertThat(told).allSatisfy(event -> assertThat(event.exceptSession()).contains("s1"));
    }

    @Test
    void saysThatSomebodyStoppedTypingWhoseClientDoesNot() {
        messaging.setTyping(ada, "s1", "t", true, MEMBERS);
        alarms.advance(Duration.ofSeconds(4));
        messaging.setTyping(ada, "s1", "t", true, MEMBERS);
        messaging.setTyping(ada, "s1", "u", true, MEMBERS);
        messaging.setTyping(ada, "s1", "u", false, MEMBERS);
        told.clear();

        alarms.advance(Duration.ofMillis(4_999));
        assertThat(told).isEmpty();
        alarms.advance(Duration.ofMillis(1));

        assertThat(payloads()).containsExactly(new TypingChanged("t", "ada", "Token of ada", false, MEMBERS));
        assertThat(told).allSatisfy(event -> assertThat(event.exceptSession()).contains("s1"));
        assertThat(alarms.size()).isZero();
    }

    @Test
    void watchesNoMoreTypistsThanItCanHold() {
        for (int i = 0; i < 10_000; i++) {
            messaging.setTyping(ada, "s1", "t" + i, true, MEMBERS);
        }
        assertThat(assertRejected(Rejection.OVERLOADED, () -> messaging.setTyping(ada, "s1", "t", true, MEMBERS)))
                .isEqualTo("too many people are typing");
        messaging.setTyping(ada, "s1", "t9", true, MEMBERS);

        messaging.setTyping(ada, "s1", "t9", false, MEMBERS);
        messaging.setTyping(ada, "s1", "t", true, MEMBERS);
        assertThat(alarms.size()).isEqualTo(10_000);
    }

    @Test
    void letsDisplaysWriteNothing() {
        Caller display = caller(tenant, "screen", Role.DISPLAY);
        assertRejected(Rejection.FORBIDDEN, () -> messaging.create(display, untitled(Set.of())));
        assertRejected(Rejection.FORBIDDEN, () -> messaging.send(display, "t", "hello"));
        assertRejected(Rejection.FORBIDDEN, () -> markRead(display, "t"));
        assertRejected(Rejection.FORBIDDEN, () -> messaging.setTyping(display, "s1", "t", true, MEMBERS));
        assertThat(told).isEmpty();
    }

    @Test
    void tellsNothingOfWhatIsRolledBack() {
        String thread = open(ada, "bob");
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    messaging.send(ada, thread, "lost");
                    markRead(bob, thread);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(told).isEmpty();
        assertThat(messages(ada, thread, 10)).isEmpty();
        assertThat(threads(bob)).extracting(MessageThread::unread).containsExactly(0);

        messaging.send(ada, thread, "kept");
        assertThat(unreadTold("bob")).containsExactly(1);
    }

    @Test
    void tellsMessagesInTheOrderOfTheThreadThoughManySendAtOnce() throws Exception {
        String thread = open(ada, "bob", "cy");
        List<Caller> members = List.of(ada, bob, cy);

        Parallel.run(6, sender -> {
            for (int i = 0; i < 10; i++) {
                messaging.send(members.get(sender % 3), thread, "message " + sender + " " + i);
            }
        });

        List<MessageSnapshot> oldestFirst = new ArrayList<>(messages(ada, thread, 200));
        Collections.reverse(oldestFirst);
        assertThat(oldestFirst)
                .hasSize(60)
                .isSortedAccordingTo((a, b) -> a.createdAt().compareTo(b.createdAt()));
        assertThat(payloads(MessageSent.class).stream().map(MessageSent::message))
                .containsExactlyElementsOf(oldestFirst);
    }

    @Test
    void hasToldTheTrueTotalInTheEndThoughManyThreadsAreWrittenAndReadAtOnce() throws Exception {
        List<Caller> members = List.of(ada, bob, cy);
        List<String> threads = List.of(open(ada, "bob", "cy"), open(bob, "ada", "cy"), open(cy, "ada", "bob"));

        Parallel.run(6, worker -> {
            Caller member = members.get(worker % 3);
            for (int i = 0; i < 12; i++) {
                String thread = threads.get((worker + i) % 3);
                messaging.send(member, thread, "message " + i);
                if (i % 4 == worker % 4) {
                    markRead(member, thread);
                }
            }
        });

        for (Caller member : members) {
            int real = threads(member).stream().mapToInt(MessageThread::unread).sum();
            List<Integer> totals = unreadTold(member.userId());
            assertThat(totals.get(totals.size() - 1)).isEqualTo(real);
            for (String thread : threads) {
                markRead(member, thread);
            }
            assertThat(threads(member)).extracting(MessageThread::unread).containsOnly(0);
        }
    }

    @Test
    void countsNoOwnMessageAsUnreadThoughTheSenderReadsAtOnce() throws Exception {
        String thread = open(ada, "bob");
        for (int round = 1; round <= 40; round++) {
            messaging.send(bob, thread, "before");
            Parallel.run(2, session -> {
                if (session == 0) {
                    messaging.send(ada, thread, "mine");
                } else {
                    markRead(ada, thread);
                }
            });

            long lastRead = new JdbiThreads(database(), KeptRecords.ALL, UserDirectory.CLOSED)
                    .readPosition(tenant, thread, "ada")
                    .orElseThrow()
                    .upTo()
                    .sequence();
            long unread = messages(ada, thread, 200).stream()
                    .limit(2L * round - lastRead)
                    .filter(message -> !message.sender().id().equals("ada"))
                    .count();
            assertThat(threads(ada)).extracting(MessageThread::unread).containsExactly((int) unread);
        }
    }

    @Test
    void opensThreadsForTheSamePeopleAtOnce() throws Exception {
        List<Caller> members = List.of(ada, bob, cy);
        for (int round = 0; round < 10; round++) {
            String newcomer = "newcomer" + round;
            TestUsers.add(database(), tenant, newcomer, "New", "Comer");
            Parallel.run(6, worker -> {
                String thread = open(members.get(worker % 3), newcomer, "ada", "bob", "cy");
                messaging.send(members.get(worker % 3), thread, "welcome");
            });

            assertThat(threads(caller(tenant, newcomer))).hasSize(6);
            assertThat(unreadTold(newcomer)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    private List<MessageThread> threads(Caller member) {
        return threads(member, Messaging.MAX_LISTED_THREADS).items();
    }

    private List<MessageSnapshot> messages(Caller member, String thread, int limit) {
        return latest(member, thread, limit).items();
    }

    private Page<MessageThread> threads(Caller member, int limit) {
        return messaging.threads(member, Optional.empty(), limit);
    }

    private Page<MessageSnapshot> latest(Caller member, String thread, int limit) {
        return messaging.messages(member, thread, Optional.empty(), limit);
    }

    /** Marks all messages of the thread as read. */
    private MessageRead markRead(Caller reader, String thread) {
        return messaging.markRead(reader, thread, Optional.empty());
    }

    private static ThreadForm untitled(Set<String> others) {
        return new ThreadForm(Optional.empty(), Optional.empty(), others);
    }

    /** Creates a thread with these other members. */
    private String open(Caller creator, String... others) {
        return messaging
                .create(creator, untitled(new TreeSet<>(List.of(others))))
                .id();
    }

    private static String assertRejected(Rejection why, ThrowingCallable command) {
        RejectedException refused = catchThrowableOfType(RejectedException.class, command);
        assertThat(refused).isNotNull();
        assertThat(refused.rejection()).isEqualTo(why);
        return refused.text();
    }

    private List<Record> payloads() {
        return told.stream().<Record>map(Event::payload).toList();
    }

    private <P extends Record> List<P> payloads(Class<P> type) {
        return payloads().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Integer> unreadTold(String user) {
        return payloads(UnreadCountChanged.class).stream()
                .filter(count -> count.userId().equals(user))
                .map(UnreadCountChanged::unread)
                .toList();
    }

    private static Caller caller(TenantId tenant, String userId) {
        return caller(tenant, userId, Role.NURSE);
    }

    private static Caller caller(TenantId tenant, String userId, Role role) {
        return new Caller(
                new PrincipalBuilder(userId, "Token of " + userId, Set.of(role))
                        .tenant(tenant)
                        .build(),
                tenant);
    }
}
