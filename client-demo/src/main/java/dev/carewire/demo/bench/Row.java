package dev.carewire.demo.bench;

/** A row of the table: one workload. */
enum Row {
    A4("a4", "room of 1,000, 4 in flight", "CPU µs/delivery", Measure.COST),
    A1("a1", "room of 1,000, 1 in flight", "CPU µs/delivery", Measure.COST),
    B100("b100", "room of 100, 4 in flight", "CPU µs/delivery", Measure.COST),
    B10000("b10000", "room of 9,900, 4 in flight", "CPU µs/delivery", Measure.COST),
    C("c", "200 clients, polling only", "CPU µs/delivery", Measure.COST),
    D("d", "9,000 idle connections", "kB/connection", Measure.COST),
    E("e", "connects", "CPU µs/connect", Measure.RATE),
    F("f", "event and ack, 200 clients", "CPU µs/round trip", Measure.COST),
    G("g", "100 rooms of 10, 20,000/s", "CPU µs/delivery", Measure.P99),
    Z("z", "1,000, 2 kB deflated", "CPU µs/delivery", Measure.COST);

    /** The compared figure of a result. */
    enum Measure {
        COST,
        RATE,
        P99;

        double of(Result result) {
            return switch (this) {
                case COST -> result.cost();
                case RATE -> result.perSecond();
                case P99 -> result.p99();
            };
        }
    }

    private final String id;
    private final String title;
    private final String unit;
    private final Measure compared;

    Row(String id, String title, String unit, Measure compared) {
        this.id = id;
        this.title = title;
        this.unit = unit;
        this.compared = compared;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    Measure compared() {
        return compared;
    }

    /** A new workload for one measurement. */
    Workload workload() {
        return switch (this) {
            case A4 -> new BroadcastWorkload(1_000, 4, false);
            case A1 -> new BroadcastWorkload(1_000, 1, false);
            case B100 -> new BroadcastWorkload(100, 4, false);
            case B10000 -> new BroadcastWorkload(9_900, 4, false);
            case C -> new BroadcastWorkload(200, 4, true);
            case D -> new IdleWorkload();
            case E -> new ConnectWorkload(3_000);
            case F -> new RoundTripWorkload();
            case G -> new FixedRateWorkload();
            case Z -> new BroadcastWorkload(1_000, 4, false);
        };
    }

    /**
     * Whether the row has servers of its own: earlier load affects memory and latency, and compression is no server's
     * default.
     */
    boolean needsOwnServer() {
        return this == D || this == G || this == Z;
    }

    /** Whether {@code name} selects the row: its id, or its first letter. */
    boolean matches(String name) {
        return id.equals(name) || id.substring(0, 1).equals(name);
    }
}
