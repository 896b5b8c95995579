package dev.carewire.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final String CLINIC = "clinic";
    private static final String ATTACKER = "attacker";

    private final ByteBudget budget = new ByteBudget(800, 400);
    private final List<String> yielded = new ArrayList<>();

    private ByteBudget.Reservation open(String holder, String name) {
        return budget.open(holder, (held, excess) -> {
            yielded.add(name);
            return held;
        });
    }

    private void hold(String holder, String name, long bytes) {
        open(holder, name).resize(bytes);
    }

    @Test
    void nobodyYieldsBelowTheBound() {
        hold(CLINIC, "page", 400);
        hold(ATTACKER, "a", 400);

        assertThat(yielded).isEmpty();
        assertThat(budget.heldBytes()).isEqualTo(800);
    }

    @Test
    void theLargestReservationOfAHolderAboveItsShareYields() {
        hold(ATTACKER, "small", 10);
        hold(ATTACKER, "large", 300);
        hold(CLINIC, "page", 20);
        hold(ATTACKER, "last", 100);

        assertThat(yielded).containsExactly("large");
        assertThat(budget.heldBytes()).isEqualTo(130);
    }

    @Test
    void ofEqualReservationsTheOldestYield() {
        for (int i = 0; i < 41; i++) {
            hold(ATTACKER, "connection " + i, 10);
        }

        assertThat(yielded)
                .containsExactly(
                        "connection 0", "connection 1", "connection 2", "connection 3", "connection 4", "connection 5");
    }

    @Test
    void theLargestHolderYieldsForAnother() {
        hold(ATTACKER, "a", 390);
        hold("second attacker", "b", 380);
        hold(CLINIC, "page", 50);

        assertThat(yielded).containsExactly("a");
    }

    @Test
    void countsItsYields() {
        hold(ATTACKER, "small", 10);
        hold(ATTACKER, "large", 300);
        assertThat(budget.yields()).isZero();
        hold(ATTACKER, "last", 100);
        hold(ATTACKER, "another", 390);

        assertThat(budget.yields()).isEqualTo(2);
        assertThat(budget.maxBytes()).isEqualTo(800);
    }

    @Test
    void anOwnerMayYieldAPart() {
        ByteBudget.Reservation ring = budget.open(CLINIC, (held, excess) -> excess);
        ring.resize(401);

        assertThat(budget.heldBytes()).isEqualTo(350);
    }

    @Test
    void aReluctantOwnerYieldsAfterTheOthersOfItsHolder() {
        budget.open(ATTACKER, new ReluctantOwner("reluctant")).resize(200);
        hold(ATTACKER, "small", 100);
        hold(ATTACKER, "last", 101);
        assertThat(yielded).containsExactly("last");

        budget.open(ATTACKER, new ReluctantOwner("also reluctant")).resize(390);
        assertThat(yielded).containsExactly("last", "small", "also reluctant");
    }

    @Test
    void theNextHolderYieldsIfTheLargestCannot() {
        budget.open(ATTACKER, (held, excess) -> 0).resize(390);
        hold("second attacker", "b", 380);
        hold(CLINIC, "page", 50);

        assertThat(yielded).containsExactly("b");
    }

    @Test
    void knowsWhetherAHolderHasRoom() {
        hold(ATTACKER, "a", 390);
        hold(CLINIC, "page", 300);

        assertThat(budget.hasRoom(ATTACKER, 10)).isTrue();
        assertThat(budget.hasRoom(ATTACKER, 11)).isFalse();
        assertThat(budget.hasRoom("nobody yet", 110)).isTrue();
        assertThat(budget.hasRoom("nobody yet", 111)).isFalse();
    }

    private final class ReluctantOwner implements ByteBudget.Owner {

        private final String name;

        private ReluctantOwner(String name) {
            this.name = name;
        }

        @Override
        public long free(long held, long excess) {
            yielded.add(name);
            return held;
        }

        @Override
        public boolean isReluctant() {
            return true;
        }
    }

    @Test
    void nothingIsLeftOfAClosedReservation() {
        ByteBudget.Reservation page = open(CLINIC, "page");
        page.resize(300);
        page.close();
        page.resize(300);
        page.close();

        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void anOwnerThatCannotYieldDoesNotHoldUpTheOthers() {
        ByteBudget.Reservation stuck = new ByteBudget(100, 100).open(ATTACKER, (held, excess) -> 0);
        stuck.resize(200);

        assertThat(yielded).isEmpty();
    }
}
