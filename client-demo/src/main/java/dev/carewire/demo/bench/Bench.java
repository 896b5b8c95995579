package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code scripts/bench}, which prepares its environment. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    /** A row with figures of its own; it takes so long that it only runs on request. */
    private static final String STALL = "s";

    /** The default of {@code limits.send-window}. */
    private static final int SEND_WINDOW = 64 << 10;

    private static final int RUNS = 3;
    private static final double SECONDS = 2;
    private static final double WARM_UP_SECONDS = 5;
    private static final double QUICK_SECONDS = 1;
    private static final double QUICK_WARM_UP_SECONDS = 4;

    @Parameters(
            paramLabel = "ROW",
            description = "a4, a1, b100, b10000, c, d, e, f, g, z, or a letter for all of it; s")
    private List<String> rows = List.of();

    @Option(names = "--quick", description = "one short run instead of three")
    private boolean quick;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "load on each new server before its first measurement (default: 5, with --quick 4)")
    private Optional<Double> warmUp = Optional.empty();

    @Option(names = "--root", required = true, description = "the repository")
    private Path root = Path.of("");

    @Option(names = "--java", required = true, description = "the runtime for the Java servers")
    private String java = "";

    @Option(names = "--node", required = true, description = "the runtime for socket.io")
    private String node = "";

    @Option(names = "--scratch", required = true, description = "an empty folder")
    private Path scratch = Path.of("");

    @Option(names = "--pinned", description = "servers run on the first processor alone")
    private boolean pinned;

    /** Compares the servers and prints the table. */
    public static void main(String... arguments) {
        // However this process ends, no server outlives it.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy)));
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    /**
     * Exit code 2 for an unknown row; 1 if CareWire failed or lost something. A server that does not start ends the
     * run.
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String name : rows) {
            if (!name.equals(STALL) && Arrays.stream(Row.values()).noneMatch(row -> row.matches(name))) {
                System.err.println("bench: row: " + name + " (expected: a4, a1, b100, b10000, c, d, e, f, g, z, s)");
                return 2;
            }
        }
        List<Row> wanted = Arrays.stream(Row.values())
                .filter(row -> rows.isEmpty() || rows.stream().anyMatch(row::matches))
                .toList();
        ResultTable table = new ResultTable();
        for (int run = 0; run < (quick ? 1 : RUNS); run++) {
            run(wanted, table);
        }
        if (!wanted.isEmpty()) {
            System.out.print(table.text());
            System.out.println();
            System.out.print(new Targets(table).text());
        }
        Figures figures = new Figures();
        boolean sound = table.isSound(ServerType.CAREWIRE);
        if (rows.contains(STALL)) {
            sound &= stall(figures);
        }
        System.out.print(figures.text());
        return sound ? 0 : 1;
    }

    /** CareWire alone, with a load that the other servers do not support. */
    private boolean stall(Figures figures) throws IOException, InterruptedException {
        boolean sound = true;
        for (int run = 0; run < (quick ? 1 : RUNS); run++) {
            sound &= stall("ring of 64 MiB", 64 << 20, figures);
            sound &= stall("ring of 4 MiB", 4 << 20, figures);
        }
        return sound;
    }

    private boolean stall(String name, int ring, Figures figures) throws InterruptedException {
        System.err.println("bench: s " + name);
        try {
            return new StallBenchmark(name, ring, SEND_WINDOW, figures).measure(setup());
        } catch (IOException failed) {
            System.err.println("bench: s " + name + ": failed: " + failed.getMessage());
            return false;
        }
    }

    /** Measures each row with all servers in turn; idle memory, latency and compression have servers of their own. */
    private void run(List<Row> wanted, ResultTable table) throws IOException, InterruptedException {
        List<Row> loaded = wanted.stream().filter(row -> !row.needsOwnServer()).toList();
        if (!loaded.isEmpty()) {
            Map<ServerType, Server> servers = new EnumMap<>(ServerType.class);
            try {
                for (ServerType peer : ServerType.values()) {
                    servers.put(peer, startWarmedUp(peer, setup()));
                }
                for (Row row : loaded) {
                    for (Server server : servers.values()) {
                        measure(row, server, table);
                    }
                }
            } finally {
                servers.values().forEach(Server::close);
            }
        }
        if (wanted.contains(Row.D)) {
            for (ServerType peer : ServerType.values()) {
                try (Server server = Server.start(peer, setup())) {
                    measure(Row.D, server, table);
                }
            }
        }
        if (wanted.contains(Row.G)) {
            for (ServerType peer : ServerType.values()) {
                try (Server server = startWarmedUp(peer, setup())) {
                    measure(Row.G, server, table);
                }
            }
        }
        if (wanted.contains(Row.Z)) {
            for (ServerType peer : List.of(ServerType.NODE, ServerType.CAREWIRE)) {
                try (Server server = startWarmedUp(peer, setup().deflated())) {
                    measure(Row.Z, server, table);
                }
            }
        }
    }

    private static Server startWarmedUp(ServerType peer, Setup setup) throws IOException, InterruptedException {
        Server server = Server.start(peer, setup);
        try (Swarm swarm = server.swarm()) {
            BroadcastWorkload broadcasts = new BroadcastWorkload(300, 4, false);
            for (int i = 0; i <= 300; i++) {
                swarm.add(server.webSocket(swarm, 0));
            }
            swarm.connect();
            swarm.setListener(broadcasts);
            broadcasts.measure(server, swarm, setup.warmUpSeconds());
        }
        new ConnectWorkload(3_000).measure(server);
        return server;
    }

    private static void measure(Row row, Server server, ResultTable table) throws IOException, InterruptedException {
        System.err.println("bench: " + row.id() + " " + server.type().title());
        try {
            table.add(row, server.type(), row.workload().measure(server));
        } catch (IOException failed) {
            table.addFailure(row, server.type(), "failed: " + failed.getMessage());
        }
    }

    private Setup setup() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new Setup(
                root,
                java,
                node,
                scratch,
                HexFormat.of().formatHex(secret),
                pinned,
                PayloadProfile.USUAL,
                quick ? QUICK_SECONDS : SECONDS,
                warmUp.orElse(quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS));
    }
}
