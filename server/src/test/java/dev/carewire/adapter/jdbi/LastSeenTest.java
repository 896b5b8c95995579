package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.Parallel;
import dev.carewire.identity.TenantId;
import dev.carewire.presence.LastSeenRepository;
import dev.carewire.presence.LastSeenRepository.Departure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The record of when users were last connected. */
class LastSeenTest extends DatabaseTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");

    private final LastSeenRepository lastSeen = new JdbiLastSeen(database());

    LastSeenTest(TestDatabases which) {
        super(which);
    }

    private Departure departure(String user, int second) {
        return departure(tenant, user, second);
    }

    private static Departure departure(TenantId clinic, String user, int second) {
        return new Departure(clinic, user, "Name of " + user + " 李", NOW.plusSeconds(second));
    }

    @Test
    void listsTheLatestFirstAndNoOtherClinics() {
        lastSeen.put(List.of(departure("ada", 1), departure("bea", 3), departure("cleo", 2)));
        lastSeen.put(List.of(departure(otherTenant, "ada", 4)));
        lastSeen.put(List.of());

        assertThat(lastSeen.latest(tenant, 10))
                .containsExactly(departure("bea", 3), departure("cleo", 2), departure("ada", 1));
        assertThat(lastSeen.latest(tenant, 2)).hasSize(2);
        assertThat(lastSeen.latest(otherTenant, 10)).containsExactly(departure(otherTenant, "ada", 4));
    }

    @Test
    void keepsTheLatestDepartureOfAUserWhateverTheOrder() {
        lastSeen.put(List.of(departure("ada", 2)));
        lastSeen.put(List.of(new Departure(tenant, "ada", "Married", NOW.plusSeconds(3))));
        lastSeen.put(List.of(departure("ada", 1)));

        assertThat(lastSeen.latest(tenant, 10))
                .containsExactly(new Departure(tenant, "ada", "Married", NOW.plusSeconds(3)));
    }

    @Test
    void takesTheLongestNamesThereAre() {
        Departure longest = new Departure(tenant, "u".repeat(320), "😀".repeat(200), NOW);

        lastSeen.put(List.of(longest));

        assertThat(lastSeen.latest(tenant, 1)).containsExactly(longest);
    }

    @Test
    void forgetsInBatchesWhoLeftBefore() {
        // Earlier than any departure of the other tests, which share the table.
        int longAgo = -2_000_000_000;
        Instant deadline = NOW.plusSeconds(longAgo);
        Departure kept = departure("bea", longAgo);
        lastSeen.put(List.of(
                departure("ada", longAgo - 1), kept, departure("cleo", longAgo - 2), departure("dora", longAgo - 3)));

        assertThat(lastSeen.removeBefore(deadline, 2)).isEqualTo(2);
        assertThat(lastSeen.latest(tenant, 10)).hasSize(2).contains(kept);
        assertThat(lastSeen.removeBefore(deadline, 2)).isEqualTo(1);
        assertThat(lastSeen.removeBefore(deadline, 2)).isZero();

        assertThat(lastSeen.latest(tenant, 10)).containsExactly(kept);
    }

    @Test
    void takesDeparturesOfTheSameUsersFromManyThreads() throws Exception {
        Parallel.run(4, thread -> {
            for (int round = 0; round < 25; round++) {
                List<Departure> departures = new ArrayList<>();
                for (int user = 0; user < 10; user++) {
                    departures.add(departure("u" + user, round * 4 + thread));
                }
                Collections.rotate(departures, thread * 3);
                lastSeen.put(departures);
            }
        });

        assertThat(lastSeen.latest(tenant, 20))
                .hasSize(10)
                .allMatch(departure -> departure.at().equals(NOW.plusSeconds(99)));
    }
}
