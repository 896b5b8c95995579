package dev.carewire.demo.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running server in a process of its own, with its CPU and memory figures. */
final class Server implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("(?m)\\bready\\b");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Both generations of the serial collector, as all versions print them. */
    private static final Pattern HEAP = Pattern.compile("(?:generation|DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

    private static final long START_MILLIS = 60_000;

    /** User and system time, as fields after the command's name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** The unit of process times in {@code /proc} on Linux, independent of the kernel's tick. */
    private static final double SECONDS_PER_TICK = 0.01;

    private final ServerType type;
    private final Setup setup;
    private final Process process;
    private final int port;
    private final Tenants tenants;

    private Server(ServerType peer, Setup setup, Process process, int port) {
        this.type = peer;
        this.setup = setup;
        this.process = process;
        this.port = port;
        this.tenants = new Tenants(setup.secret(), setup.payloadProfile().userName());
    }

    /** Starts a server and waits until it accepts connections. */
    public static Server start(ServerType peer, Setup setup) throws IOException, InterruptedException {
        int port = freePort();
        Path folder = Files.createTempDirectory(setup.scratch(), peer.name());
        return start(peer, setup, port, folder, peer.command(setup, port, folder.resolve("data")));
    }

    /** Starts CareWire's transport with a stream of logged events, and waits until it accepts connections. */
    static Server startEventStream(Setup setup, int perSecond, int ringBytes, int sendWindow)
            throws IOException, InterruptedException {
        int port = freePort();
        String target = setup.root() + "/server/target/";
        List<String> command = List.of(
                setup.java(),
                "@" + setup.root() + "/scripts/jvm-flags",
                "-cp",
                target + "classes:" + target + "test-classes:" + target + "lib/*",
                "dev.carewire.bench.EventStream",
                "" + port,
                "" + perSecond,
                "" + ringBytes,
                "" + sendWindow);
        return start(ServerType.CAREWIRE, setup, port, Files.createTempDirectory(setup.scratch(), "stream"), command);
    }

    private static Server start(ServerType peer, Setup setup, int port, Path folder, List<String> program)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (setup.pinned()) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.addAll(program);
        Path output = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("CAREWIRE_AUTH_SECRET", setup.secret());
        environment.put("BENCH_USER_NAME", setup.payloadProfile().userName());
        environment.put("BENCH_DEFLATE", Boolean.toString(setup.payloadProfile().isDeflated()));
        environment.put(
                "CAREWIRE_SOCKETIO_PERMESSAGE_DEFLATE",
                Boolean.toString(setup.payloadProfile().isDeflated()));
        for (String limit : List.of(
                "LIMITS_CONNECTIONS_PER_NODE",
                "LIMITS_CONNECTIONS_PER_TENANT",
                "LIMITS_CONNECTIONS_PER_USER",
                "LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS",
                "LIMITS_CONNECTS_BURST_PER_ADDRESS",
                "LIMITS_MESSAGES_PER_SECOND",
                "LIMITS_MESSAGES_BURST")) {
            environment.put("CAREWIRE_" + limit, "100000");
        }
        Server server = new Server(peer, setup, builder.start(), port);
        long limit = System.currentTimeMillis() + START_MILLIS;
        while (!READY.matcher(Files.readString(output)).find()) {
            if (!server.process.isAlive() || System.currentTimeMillis() > limit) {
                String log = Files.readString(output);
                server.close();
                throw new IOException(peer.title() + " does not start: " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    ServerType type() {
        return type;
    }

    Setup setup() {
        return setup;
    }

    /** A swarm without clients. */
    Swarm swarm() throws IOException {
        return Swarm.of(port);
    }

    WebSocketClient webSocket(Swarm swarm, int room) {
        int index = swarm.size();
        return new WebSocketClient(
                index,
                room,
                swarm,
                EncodedFrame.of(type.connectPacket(tenants, room, index)),
                setup.payloadProfile().extensionOffer(),
                0);
    }

    /**
     * A client of {@link #startEventStream}.
     *
     * @param room 0 to 89, or {@link StreamChecker#ROOMS} to receive all of them
     * @param receiveBuffer as in {@link WebSocketClient}
     */
    WebSocketClient streamClient(Swarm swarm, int room, int receiveBuffer) {
        String packet = "40{\"room\":\"" + (room == StreamChecker.ROOMS ? "all" : "" + room) + "\"}";
        return new WebSocketClient(swarm.size(), room, swarm, EncodedFrame.of(packet), "", receiveBuffer);
    }

    PollingClient polling(Swarm swarm, int room) {
        int index = swarm.size();
        return new PollingClient(index, room, swarm, type, type.connectPacket(tenants, room, index));
    }

    /** Processor time of the process since its start, in µs; exact to 10,000. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * SECONDS_PER_TICK * 1e6;
    }

    /** Resident memory in kB. */
    long residentKilobytes() throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (!resident.find()) {
            throw new IOException(type.title() + ": has ended");
        }
        return Long.parseLong(resident.group(1));
    }

    /** The heap of a Java server in kB, including garbage. */
    long heapKilobytes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jcmd(), "" + this.process.pid(), "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return HEAP.matcher(output)
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .sum();
    }

    private String jcmd() {
        return Path.of(setup.java()).resolveSibling("jcmd").toString();
    }

    /** Triggers a garbage collection in the server, and waits for it. */
    void collectGarbage() throws IOException, InterruptedException {
        if (type == ServerType.NODE) {
            run("kill", "-USR2", "" + process.pid());
            TimeUnit.MILLISECONDS.sleep(500);
        } else {
            run(jcmd(), "" + process.pid(), "GC.run");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + ": exit code " + process.exitValue() + " (expected: 0)");
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
