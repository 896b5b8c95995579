package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.cluster.Transactions;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Role;
import dev.carewire.user.StaffMember;
import dev.carewire.user.StaffMember.Origin;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.UserRepository.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The locks that changes of staff take: in one order, and on the rows that a closed directory hides, too. */
class StaffLocksTest extends DatabaseTest {

    private static final Instant SEEN = Instant.parse("2026-11-20T15:00:00Z");

    private final JdbiUsers users = new JdbiUsers(database(), UserDirectory.OPEN);
    private final JdbiUsers closed = new JdbiUsers(database(), UserDirectory.CLOSED);
    private final Transactions transactions = new JdbiTransactions(database());

    StaffLocksTest(TestDatabases which) {
        super(which);
    }

    /** Regression: sightings locked learned staff before entered staff, and a change locked staff by their ids. */
    @Test
    void sightingsAndChangesLockEnteredAndLearnedStaffInOneOrder() throws Exception {
        users.put(tenant, List.of(entered("a")));
        users.recordSightings(List.of(sighting("c", SEEN)));
        Instant later = SEEN.plusSeconds(60);

        CompletableFuture<Void> sightings = transactions.inTransaction(() -> {
            users.lockAll(tenant, List.of("a"));
            CompletableFuture<Void> waiting =
                    waiting(() -> users.recordSightings(List.of(sighting("c", later), sighting("a", later))));
            users.lockAll(tenant, List.of("c"));
            users.put(tenant, List.of(entered("a"), entered("c")));
            return waiting;
        });

        sightings.get(30, TimeUnit.SECONDS);
        assertThat(users.list(tenant))
                .hasSize(2)
                .allSatisfy(member -> assertThat(member)
                        .returns(Origin.ENTERED, StaffMember::origin)
                        .returns(Optional.of(later), StaffMember::lastSeen));
    }

    /** Regression: one statement locked all rows in the order of the database, which differs with some PostgreSQL locales. */
    @Test
    void aChangeLocksUppercaseIdsBeforeLowercaseOnes() throws Exception {
        users.put(tenant, List.of(entered("a"), entered("B")));

        CompletableFuture<Void> change = transactions.inTransaction(() -> {
            users.lockAll(tenant, List.of("B"));
            CompletableFuture<Void> waiting = waiting(() -> users.lockAll(tenant, List.of("a", "B")));
            users.lockAll(tenant, List.of("a"));
            return waiting;
        });

        change.get(30, TimeUnit.SECONDS);
    }

    /** Regression: a change locked only entered staff, so that one of two concurrent entries of a hidden person was lost. */
    @Test
    void aClosedDirectoryLocksAPersonWhomItHides() throws Exception {
        users.recordSightings(List.of(sighting("c", SEEN)));

        CompletableFuture<List<StaffMember>> second = transactions.inTransaction(() -> {
            assertThat(closed.lockAll(tenant, List.of("c"))).isEmpty();
            CompletableFuture<List<StaffMember>> found = new CompletableFuture<>();
            waiting(() -> found.complete(closed.lockAll(tenant, List.of("c"))));
            closed.put(tenant, List.of(entered("c")));
            return found;
        });

        assertThat(second.get(30, TimeUnit.SECONDS))
                .extracting(StaffMember::origin)
                .containsExactly(Origin.ENTERED);
    }

    /** Regression: the removal deleted a person that the directory does not show. */
    @Test
    void aClosedDirectoryDoesNotRemoveAPersonWhomItHides() {
        users.recordSightings(List.of(sighting("c", SEEN)));

        assertThat(closed.remove(tenant, "c")).isFalse();
        assertThat(users.ids(tenant)).containsExactly("c");
        assertThat(users.remove(tenant, "c")).isTrue();
        assertThat(users.ids(tenant)).isEmpty();
    }

    /** Starts a change in a transaction of its own, and returns once it waits for a lock of another transaction. */
    private CompletableFuture<Void> waiting(Runnable change) {
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> transactions.inTransaction(change));
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> database().count(waits(), Map.of()) > 0);
        return running;
    }

    private String waits() {
        return switch (which()) {
            case H2 -> "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
            case POSTGRES -> "SELECT COUNT(*) FROM pg_locks WHERE NOT granted";
        };
    }

    private Sighting sighting(String id, Instant seen) {
        return new Sighting(tenant, new StaffMember(named(id), Set.of(Role.NURSE), Origin.LEARNED, Optional.of(seen)));
    }

    private static StaffMember entered(String id) {
        return new StaffMember(named(id), Role.NURSE);
    }

    private static StaffSnapshot named(String id) {
        return new StaffSnapshot(id, "Ada", "Brandt", Optional.empty(), Optional.empty());
    }
}
