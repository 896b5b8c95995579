package dev.carewire.demo;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: connects as one user and prints every event until the server rejects or disconnects the client. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        versionProvider = Watch.Version.class,
        description = "Connects with a published Socket.IO client and prints every event it is sent. Ends with Ctrl-C,"
                + " or with exit code 1 when the server refuses or sends away the client.")
public final class Watch implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", description = "The server (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8000");

    @Option(names = "--token", required = true, description = "The user's signed token.")
    private String token = "";

    @Option(names = "--tenant", required = true, description = "The clinic, as in the token.")
    private String tenant = "";

    @Option(
            names = "--path",
            description = "The Socket.IO path: /socket.io/ or /api/socket/ (default: ${DEFAULT-VALUE}).")
    private String path = "/socket.io/";

    @Option(names = "--transport", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Transports transports = Transports.BOTH;

    @Option(names = "--thread", paramLabel = "ID", description = "A message thread to join; may be repeated.")
    private List<String> threads = new ArrayList<>();

    /** Runs until the client has ended; exit code 2 for a faulty command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Watch())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    /** Connects and waits; blocks until the client has ended. */
    @Override
    public Integer call() {
        Map<String, String> credentials = new HashMap<>();
        credentials.put("token", token);
        credentials.put("tenantId", tenant);
        EventPrinter printer = new EventPrinter(spec.commandLine().getOut(), Clock.system(ZoneId.systemDefault()));
        try (Watcher watcher = new Watcher(url, credentials, path, transports, threads, printer)) {
            watcher.start();
            watcher.ended().toCompletableFuture().join();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version that the jar's manifest names. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Watch.class.getPackage().getImplementationVersion();
            return new String[] {"CareWire " + (version == null ? "(not packaged)" : version)};
        }
    }
}
