package dev.carewire.demo.bench;

import java.nio.file.Path;
import java.util.List;

/** The servers that the benchmark compares. */
enum ServerType {
    /** The reference for ratios. */
    NODE("socket.io", true),
    NETTY("netty-socketio", false),
    CAREWIRE("CareWire", true);

    private final String title;
    private final boolean reusesPollingConnections;

    ServerType(String title, boolean reusesPollingConnections) {
        this.title = title;
        this.reusesPollingConnections = reusesPollingConnections;
    }

    String title() {
        return title;
    }

    /** Whether the server keeps a connection open after its response to a poll; netty-socketio closes it. */
    boolean reusesPollingConnections() {
        return reusesPollingConnections;
    }

    /** The command that starts the server on {@code port}. */
    List<String> command(Setup setup, int port, Path data) {
        String root = setup.root().toString();
        return switch (this) {
            case NODE -> List.of(setup.node(), "--expose-gc", root + "/client-demo/bench/node-peer.mjs", "" + port);
            case NETTY ->
                List.of(
                        setup.java(),
                        "@" + root + "/scripts/jvm-flags",
                        "-cp",
                        root + "/server/target/test-classes:" + root + "/server/target/lib/*",
                        "dev.carewire.bench.PlainNettySocketIo",
                        "" + port);
            case CAREWIRE ->
                List.of(
                        setup.java(),
                        "@" + root + "/scripts/jvm-flags",
                        "-Dcarewire.home=" + root,
                        "-jar",
                        root + "/server/target/carewire-server.jar",
                        "serve",
                        "--config",
                        root + "/config.yaml",
                        "--data",
                        data.toString(),
                        "--port",
                        "" + port);
        };
    }

    /** A client's CONNECT packet. */
    String connectPacket(Tenants tenants, int room, int number) {
        return this == CAREWIRE
                ? "40{\"token\":\"" + tenants.token(room, number) + "\",\"tenantId\":\"" + Tenants.name(room) + "\"}"
                : "40";
    }
}
