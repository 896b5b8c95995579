package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events and commands that each role in a token may receive and use. */
class RightsTest {

    private static final Set<Role> OUTSIDERS =
            Set.of(Role.PATIENT, Role.RESEARCHER, Role.DISPLAY, Role.OPERATOR, Role.OTHER);

    private final TenantId tenant = new TenantId("rights-" + UUID.randomUUID());
    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final Database database = TestDatabases.H2.database();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(100, 100, 100), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final ClientFeatures features =
            TestFeatures.over(database, TestPublishers.over(database, hub::deliver), clock);
    private final Messaging messaging = features.messaging();
    private final Dialect standard = TestDialects.standard(hub, features, clock);
    private final Dialect clinic = TestDialects.clinic(hub, features, clock);

    private Caller caller(Role... roles) {
        return Callers.caller(tenant, "user-1", roles);
    }

    private TestClient client(Dialect dialect, Role... roles) {
        return new TestClient(
                UUID.randomUUID().toString(), caller(roles), hub, new TextEncoding(dialect::render), dialect::receive);
    }

    /** Publishes every sample event in the clinic, and one event to the user alone. */
    private void everythingHappens() {
        SampleEvents.all().forEach(event -> hub.deliver(here(event)));
        hub.deliver(MessagingEvents.UNREAD_COUNT_CHANGED.newEvent(
                tenant, SampleEvents.AT, new UnreadCountChanged("user-1", 3)));
    }

    private <P extends Record> Event<P> here(Event<P> event) {
        return event.type().newEvent(tenant, event.at(), event.payload());
    }

    private static List<String> names(TestClient client) {
        return client.takeReceived().stream()
                .map(message -> message.split("\"")[1])
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyThoseWhoWorkInTheClinicFollowIt(Role role) {
        TestClient one = client(standard, role);
        TestClient other = client(clinic, role);

        everythingHappens();

        if (OUTSIDERS.contains(role)) {
            List<String> own = role == Role.DISPLAY ? List.of("queue:ticket") : List.of("message:unread-count");
            assertThat(names(one)).isEqualTo(own);
            assertThat(names(other)).isEqualTo(role == Role.DISPLAY ? own : List.of());
        } else {
            assertThat(names(one))
                    .contains("appointment:created", "patient:updated", "user:status", "message:unread-count")
                    .doesNotContain("queue:ticket");
            assertThat(names(other))
                    .contains("queue:updated", "patient:updated")
                    .doesNotContain("queue:ticket");
        }
    }

    @Test
    void aTokenWithSeveralRolesMayWhatOneOfThemMay() {
        assertThat(Rooms.initialRooms(caller(Role.DISPLAY, Role.OTHER)))
                .containsExactly(RoomKey.entity(tenant, RoomKey.Kind.DISPLAY));
        assertThat(Rooms.initialRooms(caller(Role.DISPLAY, Role.PATIENT)))
                .containsExactly(RoomKey.entity(tenant, RoomKey.Kind.DISPLAY), RoomKey.user(tenant, "user-1"));
        assertThat(Rooms.initialRooms(caller(Role.PATIENT, Role.NURSE)))
                .containsExactly(RoomKey.tenant(tenant), RoomKey.user(tenant, "user-1"));
        assertThat(Rooms.initialRooms(caller())).containsExactly(RoomKey.user(tenant, "user-1"));
    }

    @Test
    void aTicketSaysNothingOfItsHolder() {
        TestClient one = client(standard, Role.DISPLAY);
        TestClient other = client(clinic, Role.DISPLAY);

        everythingHappens();

        assertThat(one.takeReceived())
                .containsExactly(
                        "[\"queue:ticket\",{\"ticket\":\"A001\",\"status\":\"in_progress\",\"roomId\":\"room-1\","
                                + "\"roomName\":\"Consulting room 1\",\"timestamp\":\"2026-11-20T15:00:00.250Z\"}]",
                        "[\"queue:ticket\",{\"ticket\":\"W002\",\"status\":\"waiting\",\"position\":3,"
                                + "\"timestamp\":\"2026-11-20T15:00:00.250Z\"}]");
        assertThat(String.join("", other.takeReceived()))
                .contains("A001", "W002")
                .doesNotContain("pat-1", "Marisol");
    }

    @Test
    void aPatientHasTheirThreadsAndNoOthers() {
        new JdbiUsers(database, UserDirectory.OPEN).put(tenant, List.of(colleague("user-1")));
        new JdbiUsers(database, UserDirectory.OPEN).put(tenant, List.of(colleague("nurse")));
        Caller nurse = Callers.caller(tenant, "nurse", Role.NURSE);
        String shared = messaging
                .create(nurse, new ThreadForm(Optional.empty(), Optional.empty(), Set.of("user-1")))
                .id();
        String internal = messaging
                .create(nurse, new ThreadForm(Optional.empty(), Optional.empty(), Set.of()))
                .id();
        TestClient patient = client(standard, Role.PATIENT);

        assertThat(patient.ask("[\"message:join-thread\",\"" + shared + "\"]")).contains("[{\"success\":true}]");
        assertThat(patient.ask("[\"message:join-thread\",\"" + internal + "\"]").orElseThrow())
                .contains("NOT_FOUND");
        for (String thread : List.of(shared, internal)) {
            List<String> members = thread.equals(shared) ? List.of("nurse", "user-1") : List.of("nurse");
            hub.deliver(MessagingEvents.TYPING_CHANGED.newEvent(
                    tenant, Instant.EPOCH, new TypingChanged(thread, "nurse", "Ada", true, Optional.of(members))));
        }

        assertThat(patient.takeReceived()).hasSize(1).allMatch(message -> message.contains(shared));
        assertThat(standard.mayRejoin(RoomKey.thread(tenant, shared), caller(Role.PATIENT)))
                .isCompletedWithValue(true);
        assertThat(standard.mayRejoin(RoomKey.thread(tenant, internal), caller(Role.PATIENT)))
                .isCompletedWithValue(false);
    }

    @Test
    void typingReachesTheMembersOfAThreadWhosePageHasNotJoinedItsRoom() {
        new JdbiUsers(database, UserDirectory.OPEN).put(tenant, List.of(colleague("user-1")));
        Caller nurse = Callers.caller(tenant, "nurse", Role.NURSE);
        String thread = messaging
                .create(nurse, new ThreadForm(Optional.empty(), Optional.empty(), Set.of("user-1")))
                .id();
        TestClient member = client(standard, Role.PATIENT);
        TestClient outsider = client(Callers.caller(tenant, "desk", Role.RECEPTIONIST));
        TestClient typist = client(nurse);
        TestClient otherTab = client(nurse);
        String typing = "[\"message:typing\",{\"threadId\":\"" + thread + "\",\"isTyping\":true}]";

        assertThat(typist.ask(typing)).contains("[{\"success\":true}]");

        assertThat(member.takeReceived())
                .containsExactly("[\"message:typing\",{\"threadId\":\"" + thread
                        + "\",\"userId\":\"nurse\",\"userName\":\"Name of nurse\",\"isTyping\":true}]");
        for (TestClient other : List.of(outsider, typist, otherTab)) {
            assertThat(other.takeReceived()).isEmpty();
        }
        assertThat(outsider.ask(typing).orElseThrow()).contains("NOT_FOUND");
    }

    private TestClient client(Caller caller) {
        return new TestClient(
                UUID.randomUUID().toString(), caller, hub, new TextEncoding(standard::render), standard::receive);
    }

    private static StaffMember colleague(String id) {
        return new StaffMember(new StaffSnapshotBuilder(id, "Ada", "Brandt").build(), Role.NURSE);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyThoseWhoMayFollowTheClinicReturnToItsRoom(Role role) {
        for (Dialect dialect : List.of(standard, clinic)) {
            assertThat(dialect.mayRejoin(RoomKey.tenant(tenant), caller(role)))
                    .isCompletedWithValue(!OUTSIDERS.contains(role));
            assertThat(dialect.mayRejoin(RoomKey.user(tenant, "user-1"), caller(role)))
                    .isCompletedWithValue(role != Role.DISPLAY);
            assertThat(dialect.mayRejoin(RoomKey.entity(tenant, RoomKey.Kind.DISPLAY), caller(role)))
                    .isCompletedWithValue(role == Role.DISPLAY);
            assertThat(dialect.mayRejoin(RoomKey.patient(tenant, "pat-1"), caller(role)))
                    .isCompletedWithValue(false);
        }
    }
}
