package dev.carewire.presence;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.emit.Emit;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Presence with the standard policy and an in-memory repository. */
public final class TestPresence {

    static final PresencePolicy RULES = new PresencePolicy(Duration.ofSeconds(5), Duration.ofMinutes(2));

    private TestPresence() {}

    public static Presence over(Emit emit, TransientTimers alarms, Clock clock) {
        return new Presence(emit, new LastSeen(new InMemoryLastSeen(), clock), alarms, RULES, clock);
    }

    /** Stores one departure per user. One thread at a time. */
    static final class InMemoryLastSeen implements LastSeenRepository {

        private final List<Departure> departures = new ArrayList<>();
        private boolean broken;

        /** From now on every call fails, or none does. */
        void setBroken(boolean now) {
            broken = now;
        }

        @Override
        public void put(Collection<Departure> left) {
            requireWhole();
            for (Departure departure : left) {
                departures.removeIf(known -> known.tenant().equals(departure.tenant())
                        && known.userId().equals(departure.userId()));
                departures.add(departure);
            }
        }

        @Override
        public List<Departure> latest(TenantId tenant, int most) {
            requireWhole();
            return departures.stream()
                    .filter(departure -> departure.tenant().equals(tenant))
                    .sorted(Comparator.comparing(Departure::at).reversed())
                    .limit(most)
                    .toList();
        }

        @Override
        public int removeBefore(Instant limit, int most) {
            List<Departure> old = departures.stream()
                    .filter(departure -> departure.at().isBefore(limit))
                    .limit(most)
                    .toList();
            departures.removeAll(old);
            return old.size();
        }

        private void requireWhole() {
            if (broken) {
                throw new IllegalStateException("out of reach");
            }
        }
    }
}
