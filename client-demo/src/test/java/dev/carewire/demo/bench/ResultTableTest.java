package dev.carewire.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ResultTableTest {

    private final ResultTable table = new ResultTable();

    @Test
    void figuresAreMediansAndRatiosAreToNode() {
        for (double cost : new double[] {9, 1, 2}) {
            table.add(Row.A4, ServerType.CAREWIRE, costing(cost));
        }
        table.add(Row.A4, ServerType.NODE, costing(10));

        assertThat(table.median(Row.A4, ServerType.CAREWIRE, Result::cost)).isEqualTo(2);
        assertThat(table.ratio(Row.A4, ServerType.CAREWIRE)).isEqualTo(0.2);
        assertThat(table.text().lines().filter(line -> line.contains("CareWire")))
                .singleElement()
                .asString()
                .contains("| a4 ", " 2.00 CPU µs/delivery ", " 0.20 |");
    }

    @Test
    void targetsSayWhetherTheyAreMetAndAreSilentAboutWhatWasNotMeasured() {
        table.add(Row.A4, ServerType.NODE, costing(10));
        table.add(Row.A4, ServerType.CAREWIRE, costing(2.8));
        table.add(Row.A1, ServerType.NODE, costing(10));
        table.add(Row.A1, ServerType.CAREWIRE, costing(6.6));

        assertThat(new Targets(table).text().lines())
                .containsExactly(
                        "met    a4: cost against socket.io: 0.28 (at most 0.28)",
                        "MISSED a1: cost against socket.io: 0.66 (at most 0.65)");
    }

    @Test
    void whatWasLostOrFailedIsNotedBesideTheOthersFigures() {
        table.add(Row.C, ServerType.NETTY, costing(9));
        table.add(Row.C, ServerType.NETTY, costing(9).withLost(19));
        table.add(Row.C, ServerType.CAREWIRE, costing(3));
        table.addFailure(Row.E, ServerType.NODE, "failed: client 3: connection lost");

        assertThat(table.text().lines().filter(line -> line.contains("netty-socketio")))
                .singleElement()
                .asString()
                .contains(" 9.00 CPU", "| lost 19 ");
        assertThat(table.text()).contains("| failed: client 3: connection lost |");
        assertThat(table.isSound(ServerType.CAREWIRE)).isTrue();
        assertThat(table.isSound(ServerType.NETTY)).isFalse();
        assertThat(table.isSound(ServerType.NODE)).isFalse();
    }

    private static Result costing(double cost) {
        return new Result(1_000, cost, 90, 1, 2, 3, 0.5, 100, 0);
    }
}
