package dev.carewire.app;

import dev.carewire.app.wiring.RunningServer;
import dev.carewire.transport.socketio.EngineFeature;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the transport with the test application until stopped. */
@Command(
        name = "protocol-server",
        description = "Runs the transport without the clinic, for the public Socket.IO protocol test suites.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class ProtocolServerCommand implements Callable<Integer> {

    private final StopSignal stop;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PORT", description = "Port on this machine's loopback address; 0 takes any free one.")
    private int port;

    @Option(names = "--ping-interval", paramLabel = "MS", description = "Milliseconds (default: the suites' 300).")
    private int pingInterval = 300;

    @Option(names = "--ping-timeout", paramLabel = "MS", description = "Milliseconds (default: the suites' 200).")
    private int pingTimeout = 200;

    @Option(
            names = "--connect-timeout",
            paramLabel = "MS",
            description = "Milliseconds from the handshake to a CONNECT (default: the suites' 1000).")
    private int connectTimeout = 1_000;

    @Option(
            names = "--eio3",
            description = "Serve clients of Engine.IO 3, too. The suites expect a server that rejects them.")
    private boolean eio3;

    ProtocolServerCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server;
        try {
            server = ProtocolServer.start(
                    port,
                    Duration.ofMillis(pingInterval),
                    Duration.ofMillis(pingTimeout),
                    Duration.ofMillis(connectTimeout),
                    eio3
                            ? EnumSet.of(EngineFeature.WEBSOCKET, EngineFeature.EIO3)
                            : EnumSet.of(EngineFeature.WEBSOCKET));
        } catch (RuntimeException failure) { // one line for the user
            spec.commandLine().getErr().println("The protocol server cannot start: " + failure.getMessage());
            return ExitCodes.START_FAILED;
        }
        spec.commandLine().getOut().println("CareWire ready on http://127.0.0.1:" + server.port());
        spec.commandLine().getOut().flush();
        stop.awaitThenClose(server);
        return ExitCodes.OK;
    }
}
