package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final StoredOutbox outbox = new StoredOutbox();
    private final List<Event<?>> out = new ArrayList<>();
    private final OutboxRelay relay = new OutboxRelay(
            outbox, out::add, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(1), Duration.ofSeconds(30));

    private Event<?> stored(Instant at) {
        Event<?> event = PatientEvents.PATIENT_DELETED.newEvent(new TenantId("t"), at, new PatientDeleted("p"));
        outbox.rows.put(event.id(), event);
        return event;
    }

    @Test
    void deliversWhatACrashLeftAndNothingYounger() {
        Event<?> orphan = stored(NOW.minusSeconds(31));
        Event<?> underWay = stored(NOW.minusSeconds(29));

        relay.sweep();

        assertThat(out).containsExactly(orphan);
        assertThat(outbox.rows).containsOnlyKeys(underWay.id());
    }

    @Test
    void forgetsWhatWasDeliveredBeforeItLooksForOrphans() {
        Event<?> delivered = stored(NOW.minusSeconds(60));
        relay.markDelivered(delivered.id());

        relay.sweep();

        assertThat(out).isEmpty();
        assertThat(outbox.rows).isEmpty();
    }

    @Test
    void goesOnUntilNothingIsLeft() {
        for (int i = 0; i < 2 * OutboxRelay.BATCH + 1; i++) {
            stored(NOW.minusSeconds(60));
        }

        relay.sweep();

        assertThat(out).hasSize(2 * OutboxRelay.BATCH + 1);
    }

    @Test
    void triesAgainAfterTheDatabaseWasOutOfReach() {
        Event<?> delivered = stored(NOW.minusSeconds(60));
        relay.markDelivered(delivered.id());
        outbox.outOfReach = true;
        relay.sweep();
        outbox.outOfReach = false;

        relay.sweep();

        assertThat(outbox.rows).isEmpty();
        assertThat(out).isEmpty();
    }

    @Test
    void tidiesUpWhenItCloses() {
        Event<?> delivered = stored(NOW);
        relay.markDelivered(delivered.id());

        relay.close();

        assertThat(outbox.rows).isEmpty();
    }

    @Test
    void refusesAnIntervalOutOfRange() {
        assertThatThrownBy(() -> new OutboxRelay(
                        outbox, out::add, Clock.systemUTC(), Duration.ofMillis(9), Duration.ofSeconds(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval");
    }

    private static final class StoredOutbox implements Outbox {
        private final Map<UUID, Event<?>> rows = new LinkedHashMap<>();
        private boolean outOfReach;

        @Override
        public void append(Event<?> event, TransactionEnd end) {
            rows.put(event.id(), event);
        }

        @Override
        public void onTransactionEnd(TransactionEnd end) {
            end.committed();
        }

        @Override
        public void remove(Collection<UUID> ids) {
            reach();
            rows.keySet().removeAll(ids);
        }

        @Override
        public int relay(Instant storedBefore, int most, Relay relay) {
            reach();
            List<Event<?>> due = rows.values().stream()
                    .filter(event -> event.at().isBefore(storedBefore))
                    .limit(most)
                    .toList();
            relay.deliver(due);
            due.forEach(event -> rows.remove(event.id()));
            return due.size();
        }

        private void reach() {
            if (outOfReach) {
                throw new IllegalStateException("out of reach");
            }
        }
    }
}
