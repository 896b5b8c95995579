package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.Callers;
import dev.carewire.dialect.TestClient;
import dev.carewire.event.RoomKey;
import dev.carewire.event.ThreadEvents;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovedMemberEvictorTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final TenantId tenant = new TenantId("clinic");
    private final RoomKey room = RoomKey.thread(tenant, "t-1");
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<String> evicted = new ArrayList<>();

    @AfterEach
    void close() {
        hub.close();
    }

    private TestClient member(String id, TenantId clinic, String user) {
        TestClient client = new TestClient(
                id,
                Callers.caller(clinic, user, Role.NURSE),
                hub,
                new TextEncoding(event -> List.of()),
                (session, message) -> {});
        client.session().whenEvicted((session, left) -> evicted.add(session.id() + " " + left.id()));
        hub.join(client.session(), RoomKey.thread(clinic, "t-1"));
        return client;
    }

    /** The dialect of a removed member still counted the member as present in the conversation. */
    @Test
    void theDialectLearnsThatARemovedMemberHasLeft() {
        TestClient first = member("s1", tenant, "ann");
        TestClient second = member("s2", tenant, "ann");
        TestClient other = member("s3", tenant, "bob");
        TestClient elsewhere = member("s4", new TenantId("other"), "ann");

        new RemovedMemberEvictor(hub)
                .onDelivered(ThreadEvents.MEMBER_REMOVED.newEvent(
                        tenant, NOW, new MemberRemoved("t-1", "ann", "bob", List.of("bob"))));

        assertThat(evicted).containsExactlyInAnyOrder("s1 t-1", "s2 t-1");
        assertThat(first.session().isIn(room)).isFalse();
        assertThat(second.session().isIn(room)).isFalse();
        assertThat(other.session().isIn(room)).isTrue();
        assertThat(elsewhere.session().rooms()).contains(RoomKey.thread(new TenantId("other"), "t-1"));
    }
}
