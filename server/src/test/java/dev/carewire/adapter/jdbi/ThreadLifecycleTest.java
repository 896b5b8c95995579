package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Callers;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.event.Event;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents.MessageAnnounced;
import dev.carewire.event.MessagingEvents.MessageEdited;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.MessagingEvents.MessageRetracted;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.RoomKey;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.event.ThreadEvents.MembersAdded;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.MessageForm;
import dev.carewire.messaging.MessageRevision;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.NewMessage;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.messaging.ThreadMembers;
import dev.carewire.messaging.Upload;
import dev.carewire.messaging.UploadLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.KeptRecords;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.UserDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads and messages after their creation: members, corrections, files. */
class ThreadLifecycleTest extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration WAIT = Duration.ofHours(1);
    private static final int MAX_FILE = 1_000;
    private static final int QUOTA = 2_500;
    private static final int MAX_NEW_THREADS = 20;

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Transactions transactions = new JdbiTransactions(database());
    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final InMemoryAttachmentStore files = new InMemoryAttachmentStore();
    private final JdbiThreads threads = new JdbiThreads(database(), KeptRecords.ALL, UserDirectory.CLOSED);
    private final JdbiMessages messages = new JdbiMessages(database());
    private final JdbiAttachments stored = new JdbiAttachments(database());
    private final Publisher publisher = TestPublishers.over(database(), told::add);
    private final Emit emit = new Emit(publisher, clock);
    private final MessagingEmit messagingEmit = new MessagingEmit(publisher, clock);
    private final MessageAttachments attachments = new MessageAttachments(
            transactions,
            threads,
            stored,
            files,
            new AttachmentLimits(MAX_FILE, QUOTA, new UploadLimits(4, 8, 16), WAIT),
            clock);
    private final Messaging messaging = new Messaging(
            transactions,
            threads,
            messages,
            attachments,
            emit,
            new ManualTimers(),
            RateLimit.perMinute(MAX_NEW_THREADS),
            clock);
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
            WINDOW,
            clock);

    private final Caller ada = Callers.caller(tenant, "ada", Role.NURSE);
    private final Caller bob = Callers.caller(tenant, "bob", Role.NURSE);
    private final Caller cy = Callers.caller(tenant, "cy", Role.DOCTOR);
    private final Caller admin = Callers.caller(tenant, "admin", Role.ADMIN);
    private final Caller foreignAdmin = Callers.caller(otherTenant, "ada", Role.ADMIN);
    private final Caller screen = Callers.caller(tenant, "ada", Role.DISPLAY);

    ThreadLifecycleTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void addUsers() {
        for (String user : List.of("ada", "bob", "cy", "admin")) {
            TestUsers.add(database(), tenant, user, user, "North");
        }
        TestUsers.add(database(), otherTenant, "eve", "Eve", "Else");
    }

    @AfterEach
    void noDraftIsLeftOpen() {
        assertThat(files.openDrafts()).isZero();
    }

    @Test
    void newMembersReadWhatWasWrittenAndOweNothing() {
        String thread = open(ada, "bob");
        MessageSnapshot old = messaging.send(ada, thread, "before");
        told.clear();

        MessageThread now = members.add(bob, thread, Set.of("cy", "ada"));

        assertThat(now.memberIds()).containsExactly("ada", "bob", "cy");
        assertThat(now.createdBy()).contains("ada");
        assertThat(payloads())
                .containsExactly(new MembersAdded(thread, List.of("cy"), "bob", List.of("ada", "bob", "cy")));
        assertThat(told.get(0).rooms()).containsExactlyInAnyOrder(user("ada"), user("bob"), user("cy"));
        assertThat(messaging.thread(cy, thread).unread()).isZero();
        assertThat(messages(cy, thread)).containsExactly(old);
        assertThat(messaging.markRead(cy, thread, Optional.empty()))
                .isEqualTo(new MessageRead(thread, old.id(), "cy", clock.instant()));
        messaging.send(ada, thread, "after");
        assertThat(messaging.thread(cy, thread).unread()).isEqualTo(1);
    }

    @Test
    void addingWhoIsAMemberTellsNothing() {
        String thread = open(ada, "bob");

        assertThat(members.add(ada, thread, Set.of("bob")).memberIds()).containsExactly("ada", "bob");
        assertThat(told).isEmpty();
    }

    @Test
    void refusesNewMembersWhoCannotBe() {
        String thread = open(ada, "bob");

        assertRejected(Rejection.INVALID, () -> members.add(ada, thread, Set.of()));
        for (String nobody : List.of("nobody", "eve", "zero\0", "")) {
            assertRejected(Rejection.INVALID, () -> members.add(ada, thread, Set.of("cy", nobody)));
        }
        Set<String> crowd =
                new TreeSet<>(IntStream.range(0, 99).mapToObj(i -> "user" + i).toList());
        crowd.forEach(user -> TestUsers.add(database(), tenant, user, "First", "Last"));
        assertRejected(Rejection.INVALID, () -> members.add(ada, thread, crowd));
        for (Caller outsider : List.of(cy, foreignAdmin)) {
            assertRejected(Rejection.NOT_FOUND, () -> members.add(outsider, thread, Set.of("cy")));
        }
        assertRejected(Rejection.NOT_FOUND, () -> members.add(ada, "zero\0", Set.of("cy")));
        assertRejected(Rejection.FORBIDDEN, () -> members.add(screen, thread, Set.of("cy")));
        assertThat(messaging.thread(ada, thread).memberIds()).containsExactly("ada", "bob");
        assertThat(told).isEmpty();
    }

    @Test
    void whoLeavesIsOutAndOwesNothing() {
        String thread = open(ada, "bob", "cy");
        messaging.send(ada, thread, "one");
        told.clear();

        members.remove(bob, thread, "bob");

        assertThat(payloads())
                .containsExactly(
                        new MemberRemoved(thread, "bob", "bob", List.of("ada", "cy")),
                        new UnreadCountChanged("bob", 0));
        assertThat(told.get(0).rooms()).containsExactlyInAnyOrder(user("ada"), user("bob"), user("cy"));
        assertRejected(Rejection.NOT_FOUND, () -> messages(bob, thread));
        assertRejected(Rejection.NOT_FOUND, () -> messaging.send(bob, thread, "still here"));
        assertRejected(Rejection.NOT_FOUND, () -> messaging.runAsMember(bob, thread, () -> told.clear()));
        assertRejected(Rejection.NOT_FOUND, () -> members.remove(bob, thread, "bob"));
        assertThat(messaging.threads(bob, Optional.empty(), 10).items()).isEmpty();
        members.add(cy, thread, Set.of("bob"));
        assertThat(messaging.thread(bob, thread).unread()).isZero();
    }

    @Test
    void onlyWhoOpenedTheThreadAndAdministratorsRemoveOthers() {
        String thread = open(ada, "bob", "cy", "admin");

        assertRejected(Rejection.FORBIDDEN, () -> members.remove(bob, thread, "ada"));
        assertRejected(Rejection.NOT_FOUND, () -> members.remove(foreignAdmin, thread, "bob"));
        assertRejected(Rejection.NOT_FOUND, () -> members.remove(ada, thread, "nobody"));
        members.remove(ada, thread, "bob");
        members.remove(admin, thread, "ada");

        assertThat(messaging.thread(cy, thread).memberIds()).containsExactly("admin", "cy");
        assertRejected(Rejection.NOT_FOUND, () -> members.remove(ada, thread, "cy"));
    }

    @Test
    void whoIsNoUserWritesAMessageLikeAnyOther() {
        String thread = open(ada, "bob");

        messaging.post(tenant, new NewMessage("m-1", thread, "system", "System", "Closed", clock.instant()));

        MessageSnapshot message = messages(bob, thread).get(0);
        assertThat(message.id()).isEqualTo("m-1");
        assertThat(message.body()).isEqualTo("Closed");
        assertThat(message.sender()).isEqualTo(new StaffSnapshotBuilder("system", "System", "").build());
        assertThat(payloads())
                .containsExactly(
                        new MessageSent(message),
                        new MessageAnnounced(thread, "m-1", "system", "Closed"),
                        new UnreadCountChanged("ada", 1),
                        new UnreadCountChanged("bob", 1));
    }

    @Test
    void nobodyWritesToNobody() {
        String thread = open(ada);
        members.remove(ada, thread, "ada");
        told.clear();

        for (String empty : List.of(thread, "unknown")) {
            assertRejected(Rejection.NOT_FOUND, () -> post(tenant, empty, "Closed"));
        }
        String full = open(ada);
        assertRejected(Rejection.NOT_FOUND, () -> post(otherTenant, full, "Closed"));
        assertRejected(Rejection.INVALID, () -> post(tenant, full, ""));
        assertThat(told).isEmpty();
    }

    private void post(TenantId where, String thread, String body) {
        messaging.post(where, new NewMessage("m-1", thread, "system", "System", body, clock.instant()));
    }

    @Test
    void sendersCorrectTheirMessagesAndLeaveATrace() {
        String thread = open(ada, "bob");
        MessageSnapshot sent = messaging.send(ada, thread, "10 mg");
        told.clear();
        clock.advance(Duration.ofMinutes(1));

        MessageSnapshot edited = edit(ada, thread, sent.id(), "1 mg", ExtraChange.none());

        assertThat(edited.body()).isEqualTo("1 mg");
        assertThat(edited.editedAt()).contains(clock.instant());
        assertThat(edited.createdAt()).isEqualTo(sent.createdAt());
        assertThat(payloads()).containsExactly(new MessageEdited(edited));
        assertThat(messages(bob, thread)).containsExactly(edited);
        assertThat(edit(ada, thread, sent.id(), "1 mg", ExtraChange.none())).isEqualTo(edited);
        assertThat(told).hasSize(1);
        assertThat(changes.revisions(admin, thread, sent.id()))
                .containsExactly(new MessageRevision(1, "10 mg", clock.instant()));
    }

    @Test
    void sendersTakeMessagesBackAndLeaveATrace() {
        String thread = open(ada, "bob");
        MessageSnapshot sent = messaging.send(ada, thread, "wrong thread");
        told.clear();
        clock.advance(Duration.ofMinutes(1));

        MessageSnapshot left = retract(ada, thread, sent.id());

        assertThat(left.body()).isEmpty();
        assertThat(left.retractedAt()).contains(clock.instant());
        assertThat(payloads())
                .containsExactly(
                        new MessageRetracted(thread, sent.id(), "ada", clock.instant()),
                        new UnreadCountChanged("bob", 0));
        assertThat(messages(bob, thread)).containsExactly(left);
        assertThat(messaging.thread(bob, thread).unread()).isZero();
        assertThat(retract(ada, thread, sent.id())).isEqualTo(left);
        assertThat(told).hasSize(2);
        assertRejected(Rejection.CONFLICT, () -> edit(ada, thread, sent.id(), "again", ExtraChange.none()));
        assertThat(changes.revisions(admin, thread, sent.id()))
                .containsExactly(new MessageRevision(1, "wrong thread", clock.instant()));
    }

    @Test
    void nobodyElseAndNobodyTooLateChangesAMessage() {
        String thread = open(ada, "bob");
        String other = open(ada, "bob");
        MessageSnapshot sent = messaging.send(ada, thread, "mine");
        told.clear();

        for (ThrowingCallable change : changesOf(bob, thread, sent.id())) {
            assertRejected(Rejection.FORBIDDEN, change);
        }
        for (ThrowingCallable change : changesOf(screen, thread, sent.id())) {
            assertRejected(Rejection.FORBIDDEN, change);
        }
        List<ThrowingCallable> unknown = new ArrayList<>();
        unknown.addAll(changesOf(cy, thread, sent.id()));
        unknown.addAll(changesOf(foreignAdmin, thread, sent.id()));
        unknown.addAll(changesOf(ada, other, sent.id()));
        unknown.addAll(changesOf(ada, thread, "zero\0"));
        unknown.addAll(changesOf(ada, "zero\0", sent.id()));
        unknown.forEach(change -> assertRejected(Rejection.NOT_FOUND, change));
        for (String body : List.of("", " ", "zero\0", "x".repeat(10_001))) {
            assertRejected(Rejection.INVALID, () -> edit(ada, thread, sent.id(), body, ExtraChange.none()));
        }
        clock.advance(WINDOW);
        edit(ada, thread, sent.id(), "at the last moment", ExtraChange.none());
        clock.advance(Duration.ofMillis(1));
        changesOf(ada, thread, sent.id()).forEach(change -> assertRejected(Rejection.CONFLICT, change));
        assertThat(told).hasSize(1);
    }

    private List<ThrowingCallable> changesOf(Caller caller, String thread, String message) {
        return List.of(
                () -> edit(caller, thread, message, "changed", ExtraChange.none()),
                () -> retract(caller, thread, message));
    }

    @Test
    void oneMessageIsCorrectedTwentyTimesAtMost() {
        String thread = open(ada);
        String message = messaging.send(ada, thread, "0").id();
        IntStream.rangeClosed(1, 20).forEach(i -> edit(ada, thread, message, "text " + i, ExtraChange.none()));

        assertRejected(Rejection.CONFLICT, () -> edit(ada, thread, message, "once more", ExtraChange.none()));
        retract(ada, thread, message);
        assertThat(changes.revisions(admin, thread, message)).hasSize(21);
    }

    @Test
    void onlyAuditorsOfTheClinicReadWhatAMessageSaid() {
        String thread = open(ada, "bob");
        String message = messaging.send(ada, thread, "first").id();
        edit(ada, thread, message, "second", ExtraChange.none());

        assertRejected(Rejection.FORBIDDEN, () -> changes.revisions(ada, thread, message));
        assertRejected(Rejection.NOT_FOUND, () -> changes.revisions(cy, thread, message));
        assertRejected(Rejection.NOT_FOUND, () -> changes.revisions(foreignAdmin, thread, message));
        assertRejected(Rejection.NOT_FOUND, () -> changes.revisions(admin, thread, "unknown"));
        assertRejected(Rejection.NOT_FOUND, () -> changes.revisions(admin, "zero\0", message));
        assertThat(changes.revisions(Callers.caller(tenant, "x", Role.COMPLIANCE_OFFICER), thread, message))
                .hasSize(1);
    }

    @Test
    void filesBelongToTheMessageThatNamesThem() throws IOException {
        String thread = open(ada, "bob");
        AttachmentSnapshot plan = upload(ada, thread, "../../Plan:1.pdf", "application/pdf", "%PDF-1.7 plan");
        AttachmentSnapshot note = upload(ada, thread, "note.txt", "text/plain; charset=utf-8", "Grüße");
        assertThat(plan.name()).isEqualTo("Plan_1.pdf");
        assertThat(read(ada, plan.id())).isEqualTo("%PDF-1.7 plan");
        assertRejected(Rejection.NOT_FOUND, () -> attachments.open(bob, plan.id()));
        told.clear();

        MessageSnapshot message = messaging.send(ada, thread, form("", List.of(note.id(), plan.id())));

        assertThat(message.attachments()).containsExactly(note, plan);
        assertThat(messages(bob, thread)).containsExactly(message);
        assertThat(read(bob, plan.id())).isEqualTo("%PDF-1.7 plan");
        for (Caller outsider : List.of(cy, admin, foreignAdmin)) {
            assertRejected(Rejection.NOT_FOUND, () -> attachments.open(outsider, plan.id()));
        }
        assertRejected(Rejection.NOT_FOUND, () -> attachments.open(ada, "zero\0"));
        members.remove(bob, thread, "bob");
        assertRejected(Rejection.NOT_FOUND, () -> attachments.open(bob, plan.id()));
    }

    @Test
    void filesGoWithTheirMessage() {
        String thread = open(ada, "bob");
        AttachmentSnapshot file = upload(ada, thread, "a.txt", "text/plain", "x".repeat(MAX_FILE));
        MessageSnapshot message = messaging.send(ada, thread, form("see file", List.of(file.id())));

        assertThat(retract(ada, thread, message.id()).attachments()).isEmpty();

        assertThat(files.ids()).isEmpty();
        assertRejected(Rejection.NOT_FOUND, () -> attachments.open(bob, file.id()));
        for (int i = 0; i < 2; i++) {
            upload(ada, thread, "b.txt", "text/plain", "x".repeat(MAX_FILE));
        }
    }

    /** The retraction is committed by then; a failed request made its sender believe otherwise. */
    @Test
    void retractsAMessageThoughItsFilesCannotBeDeletedYet() {
        String thread = open(ada, "bob");
        AttachmentSnapshot file = upload(ada, thread, "a.txt", "text/plain", "text");
        MessageSnapshot message = messaging.send(ada, thread, form("see file", List.of(file.id())));
        files.failRemovals();

        assertThat(retract(ada, thread, message.id()).retractedAt()).isPresent();
        assertRejected(Rejection.NOT_FOUND, () -> attachments.open(bob, file.id()));
        assertThat(files.ids()).as("for the sweep").containsExactly(file.id());
    }

    @Test
    void refusesAttachmentsThatAreNotTheSendersForThisThread() {
        String thread = open(ada, "bob");
        String other = open(ada, "bob");
        String elsewhere = upload(ada, other, "a.txt", "text/plain", "x").id();
        String anothers = upload(bob, thread, "a.txt", "text/plain", "x").id();
        String own = upload(ada, thread, "a.txt", "text/plain", "x").id();
        String used = upload(ada, thread, "a.txt", "text/plain", "x").id();
        messaging.send(ada, thread, form("uses it", List.of(used)));
        told.clear();

        for (String id : List.of(elsewhere, anothers, used, "unknown", "zero\0")) {
            assertRejected(Rejection.INVALID, () -> messaging.send(ada, thread, form("x", List.of(own, id))));
        }
        assertRejected(Rejection.INVALID, () -> messaging.send(ada, thread, form("x", List.of(own, own))));
        List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "id" + i).toList();
        assertRejected(Rejection.INVALID, () -> messaging.send(ada, thread, form("x", eleven)));
        assertRejected(Rejection.INVALID, () -> messaging.send(ada, thread, form("zero\0", List.of(own))));
        assertThat(told).isEmpty();
        assertThat(messaging.send(ada, thread, form("x", List.of(own))).attachments())
                .hasSize(1);
    }

    @Test
    void refusesFilesThatAreNotWhatTheyShouldBe() {
        String thread = open(ada, "bob");

        for (String type :
                List.of("text/html", "image/svg+xml", "application/octet-stream", "", "image/png, text/html")) {
            assertRejected(Rejection.INVALID, () -> upload(ada, thread, "a", type, "x"));
        }
        for (String type :
                List.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/dicom")) {
            assertRejected(Rejection.INVALID, () -> upload(ada, thread, "a", type, "<script>"));
            assertRejected(Rejection.INVALID, () -> upload(ada, thread, "a", type, "<script>".repeat(100)));
        }
        assertRejected(Rejection.INVALID, () -> upload(ada, thread, "a", "text/plain", "a\0b"));
        assertRejected(Rejection.INVALID, () -> upload(ada, thread, "a", "text/plain", ""));
        assertRejected(Rejection.TOO_LARGE, () -> upload(ada, thread, "a", "text/plain", "x".repeat(MAX_FILE + 1)));
        assertRejected(
                Rejection.TOO_LARGE,
                () -> attachments.beginUpload(ada, thread, "a", "text/plain", OptionalLong.of(MAX_FILE + 1)));
        for (Caller outsider : List.of(cy, foreignAdmin)) {
            assertRejected(Rejection.NOT_FOUND, () -> upload(outsider, thread, "a", "text/plain", "x"));
        }
        assertRejected(Rejection.FORBIDDEN, () -> upload(screen, thread, "a", "text/plain", "x"));
        assertThat(files.ids()).isEmpty();
    }

    @Test
    void knowsFilesByWhatTheyBeginWith() {
        String thread = open(ada);

        upload(ada, thread, "a", "image/png", "\u0089PNG\r\n\u001a\n...");
        upload(ada, thread, "a", "IMAGE/JPEG", "\u00ff\u00d8\u00ff\u00e0...");
        upload(ada, thread, "a", "image/gif", "GIF89a");
        upload(ada, thread, "a", "image/webp", "RIFF....WEBPVP8 ");
        upload(ada, thread, "a", "application/dicom", "\0".repeat(128) + "DICM");
        assertThat(files.ids()).hasSize(5);
    }

    @Test
    void aFileOfWhoLeftMeanwhileIsNotKept() {
        String thread = open(ada, "bob");
        try (Upload upload = attachments.beginUpload(bob, thread, "a", "text/plain", OptionalLong.empty())) {
            upload.write(bytes("x"));
            members.remove(ada, thread, "bob");
            assertRejected(Rejection.NOT_FOUND, upload::finish);
        }
        assertThat(files.ids()).isEmpty();
    }

    @Test
    void aClinicHasSoMuchSpaceAndNoMore() {
        String thread = open(ada, "bob");
        upload(ada, thread, "a", "text/plain", "x".repeat(1_000));
        upload(ada, thread, "b", "text/plain", "x".repeat(1_000));

        assertRejected(Rejection.CONFLICT, () -> upload(ada, thread, "c", "text/plain", "x".repeat(501)));
        upload(ada, thread, "d", "text/plain", "x".repeat(500));
        assertThat(files.ids()).hasSize(3);

        clock.advance(WAIT.plusMillis(1));
        attachments.sweep();
        assertThat(files.ids()).isEmpty();
        upload(ada, thread, "e", "text/plain", "x".repeat(1_000));
    }

    @Test
    void twentyFilesOfAUserWaitAtMost() {
        String thread = open(ada, "bob");
        IntStream.range(0, 20).forEach(i -> upload(ada, thread, "a", "text/plain", "x"));

        assertRejected(Rejection.CONFLICT, () -> upload(ada, thread, "a", "text/plain", "x"));
        upload(bob, thread, "a", "text/plain", "x");
    }

    @Test
    void whatNoMessageNamesInTimeIsRemovedAndNothingElse() {
        String thread = open(ada, "bob");
        String used = upload(ada, thread, "a", "text/plain", "x").id();
        messaging.send(ada, thread, form("", List.of(used)));
        String late = upload(ada, thread, "a", "text/plain", "x").id();
        clock.advance(WAIT);
        String fresh = upload(ada, thread, "a", "text/plain", "x").id();
        attachments.sweep();
        assertThat(files.ids()).contains(used, late, fresh);

        clock.advance(Duration.ofMillis(1));
        attachments.sweep();

        assertThat(files.ids()).contains(used, fresh).doesNotContain(late);
        assertRejected(Rejection.INVALID, () -> messaging.send(ada, thread, form("", List.of(late))));
    }

    @Test
    void unfinishedUploadsOfOneUserLeavePlacesToOthers() {
        String thread = open(ada, "bob", "cy");
        String foreign = open(foreignAdmin);
        List<Upload> unfinished = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            unfinished.add(begin(ada, thread));
        }
        assertRejected(Rejection.TOO_MANY_REQUESTS, () -> begin(ada, thread));
        for (int i = 0; i < 4; i++) {
            unfinished.add(begin(bob, thread));
        }
        assertRejected(Rejection.OVERLOADED, () -> begin(cy, thread));
        assertThat(upload(foreignAdmin, foreign, "a", "text/plain", "x").size()).isEqualTo(1);

        unfinished.remove(0).close();
        assertThat(upload(cy, thread, "a", "text/plain", "x").size()).isEqualTo(1);
        assertThat(upload(ada, thread, "a", "text/plain", "x").size()).isEqualTo(1);
        unfinished.forEach(Upload::close);
    }

    private Upload begin(Caller caller, String thread) {
        return attachments.beginUpload(caller, thread, "a", "text/plain", OptionalLong.empty());
    }

    @Test
    void aUserCannotOpenThreadsByTheHundred() {
        for (int i = 0; i < MAX_NEW_THREADS; i++) {
            open(ada, "bob");
        }
        assertRejected(Rejection.TOO_MANY_REQUESTS, () -> open(ada, "bob"));
        open(bob, "ada");
        clock.advance(Duration.ofMinutes(1));
        open(ada, "bob");
    }

    private AttachmentSnapshot upload(Caller caller, String thread, String name, String type, String content) {
        try (Upload upload = attachments.beginUpload(caller, thread, name, type, OptionalLong.empty())) {
            ByteBuffer bytes = type.startsWith("text")
                    ? ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))
                    : bytes(content);
            while (bytes.hasRemaining()) {
                ByteBuffer part = bytes.slice(bytes.position(), Math.min(300, bytes.remaining()));
                bytes.position(bytes.position() + part.remaining());
                upload.write(part);
            }
            return upload.finish();
        }
    }

    /** One byte for each character. */
    private static ByteBuffer bytes(String content) {
        return ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String read(Caller caller, String id) throws IOException {
        try (InputStream content = attachments.open(caller, id).content()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<MessageSnapshot> messages(Caller member, String thread) {
        return messaging.messages(member, thread, Optional.empty(), 10).items();
    }

    private String open(Caller creator, String... others) {
        String thread = messaging
                .create(creator, new ThreadForm(Optional.empty(), Optional.empty(), new TreeSet<>(List.of(others))))
                .id();
        told.clear();
        return thread;
    }

    private RoomKey user(String id) {
        return RoomKey.user(tenant, id);
    }

    private List<Record> payloads() {
        return told.stream().<Record>map(Event::payload).toList();
    }

    private static void assertRejected(Rejection why, ThrowingCallable command) {
        RejectedException refused = catchThrowableOfType(RejectedException.class, command);
        assertThat(refused).isNotNull();
        assertThat(refused.rejection()).as(refused.text()).isEqualTo(why);
    }

    @Test
    void anEditKeepsFurtherFieldsAndARetractionRemovesThem() {
        String thread = open(ada, "bob");
        ExtraFields place = new ExtraFields("{\"floor\":2}");

        MessageSnapshot sent = messaging.send(ada, thread, new MessageForm("10 mg", List.of(), message -> place));
        assertThat(sent.extra()).isEqualTo(place);
        assertThat(edit(ada, thread, sent.id(), "1 mg", ExtraChange.none()).extra())
                .isEqualTo(place);
        ExtraFields moved = new ExtraFields("{\"floor\":3}");
        edit(ada, thread, sent.id(), "1 mg", message -> moved);
        assertThat(messages(bob, thread).get(0).extra()).isEqualTo(moved);

        assertThat(retract(ada, thread, sent.id()).extra()).isEqualTo(ExtraFields.NONE);
        assertThat(messages(bob, thread).get(0).extra()).isEqualTo(ExtraFields.NONE);
    }

    @Test
    void threadsKeepFurtherFields() {
        String thread = open(ada, "bob");
        ExtraFields ward = new ExtraFields("{\"ward\":7}");

        members.extend(ada, thread, new ThreadForm(Optional.empty(), Optional.empty(), Set.of("cy"), found -> ward));

        assertThat(messaging.thread(bob, thread).extra()).isEqualTo(ward);
        assertThat(messaging.thread(bob, thread).memberIds()).contains("cy");
        assertRejected(
                Rejection.NOT_FOUND,
                () -> members.extend(admin, thread, new ThreadForm(Optional.empty(), Optional.empty(), Set.of())));
    }

    private static MessageForm form(String body, List<String> attachmentIds) {
        return new MessageForm(body, attachmentIds, ExtraChange.none());
    }

    private MessageSnapshot edit(
            Caller caller, String thread, String message, String body, ExtraChange<MessageSnapshot> extra) {
        return changes.edit(caller, thread, message, body, extra, before -> {});
    }

    private MessageSnapshot retract(Caller caller, String thread, String message) {
        return changes.retract(caller, thread, message, before -> {});
    }
}
