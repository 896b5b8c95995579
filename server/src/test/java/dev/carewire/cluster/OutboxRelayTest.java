package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final StoredOutbox outbox = new StoredOutbox();
    private final List<Event<?>> earlier = new ArrayList<>();
    private final List<Event<?>> late = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final OutboxRelay relay = relay(Duration.ofSeconds(1));

    private OutboxRelay relay(Duration interval) {
        return new OutboxRelay(
                outbox,
                left -> left.forEach(stored -> earlier.add(stored.event())),
                late::add,
                clock,
                interval,
                Duration.ofSeconds(30));
    }

    private static Event<?> deleted() {
        return PatientEvents.PATIENT_DELETED.newEvent(new TenantId("t"), NOW, new PatientDeleted("p"));
    }

    private Event<?> stored(Event<?> event) {
        outbox.rows.put(event.id(), event);
        return event;
    }

    private Event<?> stored() {
        return stored(deleted());
    }

    /** The next process sent events that a crash had left 34 s late, behind newer states of their records. */
    @Test
    void relaysWhatAnEarlierProcessLeftInItsOrder() {
        Event<?> first = stored();
        Event<?> second = stored();

        relay.relayEarlier();

        assertThat(earlier).containsExactly(first, second);
        assertThat(outbox.rows).isEmpty();
    }

    @Test
    void takesNothingWhileItRuns() {
        Event<?> underWay = stored();

        relay.sweep();

        assertThat(earlier).isEmpty();
        assertThat(outbox.rows).containsOnlyKeys(underWay.id());
    }

    @Test
    void removesWhatWasDelivered() {
        relay.onDelivered(stored().id());

        relay.sweep();

        assertThat(outbox.rows).isEmpty();
    }

    @Test
    void goesOnUntilNothingIsLeft() {
        for (int i = 0; i < 2 * OutboxRelay.BATCH + 1; i++) {
            stored();
        }

        relay.relayEarlier();

        assertThat(earlier).hasSize(2 * OutboxRelay.BATCH + 1);
    }

    /** A failed removal followed later ones, so that a crash could leave an event whose successor was gone. */
    @Test
    void removesInTheOrderOfDeliveryAlsoAfterTheDatabaseWasOutOfReach() {
        for (int i = 0; i < OutboxRelay.BATCH + 1; i++) {
            relay.onDelivered(stored().id());
        }
        List<UUID> inOrder = List.copyOf(outbox.rows.keySet());
        outbox.outOfReach = true;
        relay.sweep();
        outbox.outOfReach = false;

        relay.sweep();

        assertThat(outbox.rows).isEmpty();
        assertThat(outbox.removed).isEqualTo(inOrder);
    }

    @Test
    void settlesACommitWithoutAnAnswerAsTheDatabaseSays() {
        relay.onCommitUnknown(stored(), ending("kept"));
        relay.onCommitUnknown(deleted(), ending("lost"));

        relay.sweep();

        assertThat(ends).containsExactlyInAnyOrder("kept committed", "lost rolled back");
    }

    @Test
    void asksAgainUntilTheDatabaseAnswers() {
        outbox.outOfReach = true;
        relay.onCommitUnknown(stored(), ending("kept"));
        relay.sweep();
        assertThat(ends).isEmpty();
        outbox.outOfReach = false;

        relay.sweep();

        assertThat(ends).containsExactly("kept committed");
    }

    @Test
    void newerEventsWaitForAnOutcomeOnlySoLong() {
        outbox.outOfReach = true;
        relay.onCommitUnknown(stored(), ending("state"));
        Event<?> fact = stored(CustomEvents.CUSTOM_EMITTED.newEvent(
                new TenantId("t"),
                NOW,
                new CustomMessage("news", Optional.empty(), List.of(new Target(RoomKey.Kind.TENANT, "")))));
        relay.onCommitUnknown(fact, ending("fact"));
        clock.advance(Duration.ofSeconds(30));
        relay.sweep();
        assertThat(ends).containsExactlyInAnyOrder("state rolled back", "fact rolled back");
        outbox.outOfReach = false;

        relay.sweep();
        relay.sweep();

        assertThat(late).as("a state may be obsolete by now").containsExactly(fact);
        assertThat(outbox.rows).isEmpty();
        assertThat(ends).hasSize(2);
    }

    @Test
    void tidiesUpWhenItCloses() {
        relay.onDelivered(stored().id());

        relay.close();

        assertThat(outbox.rows).isEmpty();
    }

    @Test
    void refusesAnIntervalOutOfRange() {
        assertThatThrownBy(() -> relay(Duration.ofMillis(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval");
    }

    private Outbox.TransactionEnd ending(String name) {
        return new Outbox.TransactionEnd() {
            @Override
            public void committed() {
                ends.add(name + " committed");
            }

            @Override
            public void rolledBack() {
                ends.add(name + " rolled back");
            }

            @Override
            public void unknown() {
                throw new AssertionError("the outcome is looked up");
            }
        };
    }

    private static final class StoredOutbox implements Outbox {
        private final Map<UUID, Event<?>> rows = new LinkedHashMap<>();
        private final List<UUID> removed = new ArrayList<>();
        private volatile boolean outOfReach;

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
            removed.addAll(ids);
        }

        @Override
        public boolean wasCommitted(UUID id) {
            reach();
            return rows.containsKey(id);
        }

        @Override
        public int relay(int most, Relay relay) {
            List<StoredEvent> due = rows.values().stream()
                    .limit(most)
                    .map(event -> new StoredEvent(event, 100))
                    .toList();
            relay.deliver(due);
            due.forEach(stored -> rows.remove(stored.event().id()));
            return due.size();
        }

        private void reach() {
            if (outOfReach) {
                throw new IllegalStateException("out of reach");
            }
        }
    }
}
